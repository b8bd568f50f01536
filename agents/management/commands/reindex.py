"""``agentsite reindex``: compute every derived column anew from the texts."""

from django.core.management.base import BaseCommand

from agents.operations.indexing import reindex_all


class Command(BaseCommand):
    help = "Compute every document's index anew from its text. Texts are never touched."

    def handle(self, **options):
        done = reindex_all()
        self.stdout.write(f"Reindexed {done:,} document{'' if done == 1 else 's'}.")
