"""``agentsite demo``: add the demo team, or take it away again."""

from django.core.management.base import BaseCommand

from agents.operations import demo
from agents.operations.people import first_owner


class Command(BaseCommand):
    help = (
        "Add a demo team of six agents, two guidelines and an open proposal; --remove takes it away, "
        "adding it again brings it back."
    )

    def add_arguments(self, parser):
        parser.add_argument("--remove", action="store_true", help="take the demo team out of sight")

    def handle(self, *, remove, **options):
        if remove:
            removed = demo.remove_demo(by=first_owner())
            self.stdout.write("The demo team is gone." if removed else "There is no demo team.")
            return
        team = demo.add_demo(by=first_owner())
        proposals = team.proposals.count()
        held = f"{team.documents.count()} documents and {proposals} proposal{'s' * (proposals != 1)}"
        self.stdout.write(f"{team.name} is there, with {held}.")
