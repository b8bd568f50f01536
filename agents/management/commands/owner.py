"""``agentsite owner``: a one-time link for the first owner, where the link of ``agentsite up`` is out of reach."""

from django.conf import settings
from django.core.management.base import BaseCommand

from agents import limits
from agents.operations.people import first_owner, forget_second_factor, issue_link


class Command(BaseCommand):
    help = "Print a link that signs the first owner in, once; makes the owner and a team when there is nobody yet."

    def add_arguments(self, parser):
        parser.add_argument(
            "--address", metavar="URL", help="where the site is reached, as in https://agents.example.org"
        )

        parser.add_argument(
            "--forget-two-factor", action="store_true", help="take the second factor away, when it is lost"
        )

    def handle(self, *, address, forget_two_factor, **options):
        owner = first_owner()
        if forget_two_factor:
            forget_second_factor(owner)
            self.stdout.write(f"The second factor of {owner.shown_name} is gone.")
        link = f"{(address or site_address()).rstrip('/')}/welcome/?key={issue_link(owner)}"
        self.stdout.write(f"{link}\nIt signs {owner.shown_name} in, works once, and for {limits.LINK_MINUTES} minutes.")


def site_address() -> str:
    """Where the site is reached, as far as the settings tell."""
    names = [name for name in settings.ALLOWED_HOSTS if not name.startswith((".", "*"))]
    name = names[0] if names else "localhost"
    return f"https://{name}" if settings.HTTPS else f"http://{name}:8000"
