"""``agentsite owner``: a one-time link for the first owner, where the link of ``agentsite up`` is out of reach."""

from django.conf import settings
from django.core.management.base import BaseCommand

from agents import limits
from agents.operations.people import first_owner, issue_link


class Command(BaseCommand):
    help = "Print a link that signs the first owner in, once; makes the owner and a team when there is nobody yet."

    def add_arguments(self, parser):
        parser.add_argument(
            "--address", metavar="URL", help="where the site is reached, as in https://agents.example.org"
        )

    def handle(self, *, address, **options):
        owner = first_owner()
        link = f"{(address or _address()).rstrip('/')}/welcome/?key={issue_link(owner)}"
        self.stdout.write(f"{link}\nIt signs {owner.shown_name} in, works once, and for {limits.LINK_MINUTES} minutes.")


def _address() -> str:
    names = [name for name in settings.ALLOWED_HOSTS if not name.startswith((".", "*"))]
    name = names[0] if names else "localhost"
    return f"https://{name}" if settings.HTTPS else f"http://{name}:8000"
