"""``agentsite people``: who has an account, closing and opening accounts, and a link for who cannot get in."""

from django.core.management.base import BaseCommand, CommandError

from agents import limits
from agents.definition.invisible import spelled_out
from agents.management.commands.owner import site_address
from agents.models import Role, User
from agents.operations import deactivating
from agents.operations.errors import OperationError
from agents.operations.people import forget_second_factor, issue_link
from agents.queries.people import everybody


class Command(BaseCommand):
    help = (
        "List who has an account; deactivate NAME closes an account at once, reactivate NAME opens it again, "
        "link NAME prints a link that signs somebody in once, for example to choose a forgotten password anew."
    )

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["list", "deactivate", "reactivate", "link"], help="what to do")
        parser.add_argument("name", nargs="?", default="", help="a username")
        parser.add_argument(
            "--address", metavar="URL", help="where the site is reached, as in https://agents.example.org"
        )

        parser.add_argument(
            "--forget-two-factor", action="store_true", help="with link: take a lost second factor away"
        )

    def handle(self, *, what, name, **options):
        if what == "list":
            for person in everybody():
                self.stdout.write(_line(person))
            return
        person = User.objects.filter(username=name).first()
        if person is None:
            raise CommandError(f"Nobody has the username “{spelled_out(name)}”. See: agentsite people list")
        try:
            self.stdout.write(getattr(self, f"_{what}")(person, **options))
        except OperationError as error:
            raise CommandError(str(error)) from error

    def _deactivate(self, person: User, **options) -> str:
        if deactivating.deactivate(person, by=None):
            return f"{_name(person)} is out: every session has ended. What they wrote keeps their name."
        return f"{_name(person)} was deactivated already."

    def _reactivate(self, person: User, **options) -> str:
        if deactivating.reactivate(person, by=None):
            return f"{_name(person)} can sign in again, with the roles they had."
        return f"{_name(person)} was never deactivated."

    def _link(self, person: User, *, address: str | None, forget_two_factor: bool, **options) -> str:
        if not person.is_active:
            raise CommandError(f"{_name(person)} is deactivated. See: agentsite people reactivate {person.username}")
        if forget_two_factor:
            forget_second_factor(person)
        link = f"{(address or site_address()).rstrip('/')}/welcome/?key={issue_link(person)}"
        return f"{link}\nIt signs {_name(person)} in, works once, and for {limits.LINK_MINUTES} minutes."


def _line(person: User) -> str:
    roles = [f"{Role(one.role).label.lower()} of {one.team.slug}" for one in person.memberships.all()]
    state = "" if person.is_active else "  (deactivated)"
    return f"{person.username:<20}  {_name(person)}{state}  {', '.join(roles) or 'in no team'}"


def _name(person: User) -> str:
    """A name as a terminal may show it."""
    return spelled_out(" ".join(person.shown_name.split()))
