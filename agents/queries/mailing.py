"""What is to be mailed, and to which addresses."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from agents.models import Notice, NoticeChoice
from agents.queries.inbox import DEFAULT_WAYS

Way = NoticeChoice.Way
TRIED_AGAIN_AFTER = timedelta(minutes=10)
GIVEN_UP_AFTER = timedelta(days=3)
COLLECTED_FOR = timedelta(days=1)


def for_one_mail_each(now: datetime) -> QuerySet[Notice]:
    """What is mailed at once."""
    return _waiting(now, Way.MAIL)


def for_digests(now: datetime) -> QuerySet[Notice]:
    """What is collected for a mail a day: of those whose oldest waits for a day."""
    due = _waiting(now, Way.DIGEST).filter(created_at__lte=now - COLLECTED_FOR)
    return _waiting(now, Way.DIGEST).filter(person__in=due.order_by().values("person"))


def late(now: datetime) -> QuerySet[Notice]:
    """What was tried to be mailed and could not be: tried again for GIVEN_UP_AFTER, then left in the inbox."""
    failed = Notice.objects.filter(mailing_at__lt=now - TRIED_AGAIN_AFTER, mailed_at=None, read_at=None)
    return failed.filter(created_at__gt=now - GIVEN_UP_AFTER)


def _waiting(now: datetime, way: str) -> QuerySet[Notice]:
    """What nobody has read or mailed yet, of people who want it this way, are still in the team and have an address."""
    untried = Q(mailing_at=None) | Q(mailing_at__lt=now - TRIED_AGAIN_AFTER)
    there = {"team__removed_at": None, "team__memberships__user": F("person"), "person__is_active": True}
    reachable = {"person__emailaddress__verified": True, "person__emailaddress__primary": True}
    found = Notice.objects.filter(untried, mailed_at=None, read_at=None, created_at__gt=now - GIVEN_UP_AFTER)
    return found.filter(**there, **reachable).annotate(way=_way()).filter(way=way).order_by("pk")


def _way() -> Coalesce:
    chosen = NoticeChoice.objects.filter(person=OuterRef("person"), kind=OuterRef("kind"))
    usual = [When(kind=kind, then=Value(way.value)) for kind, way in DEFAULT_WAYS.items()]
    return Coalesce(Subquery(chosen.values("way")[:1]), Case(*usual, output_field=CharField()))


def addresses(people: Iterable[int]) -> dict[int, str]:
    """The confirmed address of each person, so that nothing of a team reaches a stranger."""
    found = EmailAddress.objects.filter(user__in=set(people), verified=True, primary=True)
    return dict(found.values_list("user", "email"))
