"""Stop mails of some kinds by the link in one of them, without signing in.

The link holds whom and what, signed by this site; whoever has the mail can use it, and it can do nothing else.
"""

from collections.abc import Iterable

from django.core import signing

from agents.models import Notice, NoticeChoice, User
from agents.operations.inbox import choose_ways
from agents.queries.inbox import ways

SIGNER = signing.Signer(salt="agents.unsubscribing")
Way = NoticeChoice.Way


def key_for(person_id: int, kinds: Iterable[str]) -> str:
    """The word of the link that lets a person hear of ``kinds`` by mail no more."""
    return SIGNER.sign_object([person_id, sorted(kinds)])


def meant_by(key: str) -> tuple[User, list[Notice.Kind]] | None:
    """The person and the kinds of a link; None when this site did not sign it or the person is gone."""
    try:
        person_id, kinds = SIGNER.unsign_object(key)
    except signing.BadSignature:
        return None
    person = User.objects.filter(pk=person_id, is_active=True).first()
    return (person, [Notice.Kind(kind) for kind in kinds if kind in Notice.Kind]) if person else None


def stop_mail(person: User, kinds: Iterable[Notice.Kind]) -> None:
    """Tell ``kinds`` in the inbox only; what is not told by mail stays as it is."""
    present = ways(person)
    mailed = [kind for kind in kinds if present[kind] in (Way.MAIL, Way.DIGEST)]
    choose_ways(person, dict.fromkeys(mailed, Way.INBOX))
