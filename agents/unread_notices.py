"""The number beside the inbox, as a column of the query that every request asks anyway: see ``agents.sessions``."""

from django.db.models import F, IntegerField, OuterRef, Subquery

from agents.models import Notice

MOST_COUNTED = 100


class HowMany(Subquery):
    """The number of rows, where it is cheap to stop counting."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def unread_of(person: str) -> Subquery:
    """How many notices wait, MOST_COUNTED at most, of whom the column ``person`` of another query names."""
    present = {"team__removed_at": None, "team__memberships__user": F("person")}
    waiting = Notice.objects.filter(person=OuterRef(person), read_at=None, **present).order_by()
    return HowMany(waiting.values("pk")[:MOST_COUNTED])
