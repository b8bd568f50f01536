"""Send by mail what people are told, outside of any request: at once, or a day's notices in one mail.

Whoever sets out to send a notice writes ``mailing_at`` first, so that two that run at once never send one
twice.  What could not be sent is tried again later; what was read meanwhile is not sent at all.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from agents.models import Notice
from agents.operations.letters import Letter, message
from agents.queries import mailing as queries

AT_ONCE = 500
IN_BACKGROUND = "agents.mail.InBackground"  # whose failures nobody would hear of here
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@dataclass
class Result:
    """How a run went; ``error`` is what the mail server said last."""

    sent: int = 0
    failed: int = 0
    error: str = ""


def send_due(*, site: str) -> Result:
    """Send what is due; ``site`` is the address that links begin with."""
    result, letters = Result(), take_due(timezone.now())
    if not letters:
        return result
    connection = get_connection(SMTP if settings.EMAIL_BACKEND == IN_BACKGROUND else None)
    for letter in letters:
        try:
            connection.open()
            connection.send_messages([message(letter, site=site)])
        except (OSError, SMTPException) as error:
            result.failed, result.error = result.failed + 1, str(error)
            _hang_up(connection)
        else:
            Notice.objects.filter(pk__in=[notice.pk for notice in letter.notices]).update(mailed_at=timezone.now())
            result.sent += 1
    _hang_up(connection)
    return result


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, SMTPException):
        return


@transaction.atomic
def take_due(now: datetime) -> list[Letter]:
    """Return the letters that are due; nobody else gets them for some minutes."""
    single, collected = (_locked(found(now)) for found in (queries.for_one_mail_each, queries.for_digests))
    addresses = queries.addresses(notice.person_id for notice in [*single, *collected])
    letters = [*_by_subject(single, addresses), *_by_person(collected, addresses)]
    taken = [notice.pk for letter in letters for notice in letter.notices]
    Notice.objects.filter(pk__in=taken).update(mailing_at=now)
    return letters


def _locked(found: QuerySet[Notice]) -> list[Notice]:
    shown = found.select_related("person", "team", "proposal", "document", "comment")
    return list(shown.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])


def _by_subject(notices: Sequence[Notice], addresses: dict[int, str]) -> Iterator[Letter]:
    """One letter for what one person is told of one proposal or document."""

    def subject(notice: Notice) -> tuple[int, int, int, int]:
        about = notice.proposal_id or 0, notice.document_id or 0
        return (notice.person_id, *about, 0 if any(about) else notice.pk)

    for _, group in _grouped(notices, subject):
        yield Letter(addresses[group[0].person_id], tuple(group))


def _by_person(notices: Sequence[Notice], addresses: dict[int, str]) -> Iterator[Letter]:
    for person, group in _grouped(notices, lambda notice: notice.person_id):
        yield Letter(addresses[person], tuple(group), is_digest=True)


def _grouped(notices: Iterable[Notice], key) -> Iterator[tuple]:
    for value, group in groupby(sorted(notices, key=lambda notice: (key(notice), notice.pk)), key):
        yield value, list(group)
