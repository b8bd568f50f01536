"""What a mail says: plain and small, as text and as HTML, with nothing that a mail program would have to fetch.

No line of a header holds what somebody wrote, but as one line without anything invisible.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from agents.definition.invisible import spelled_out
from agents.models import Notice
from agents.operations.letter_parts import subjects
from agents.operations.unsubscribing import key_for

LONGEST_SUBJECT = 150


@dataclass(frozen=True)
class Letter:
    """What one mail tells one person: of one proposal or document, or of a day."""

    address: str
    notices: tuple[Notice, ...]
    is_digest: bool = False

    @property
    def kinds(self) -> list[str]:
        return list(dict.fromkeys(notice.kind for notice in self.notices))


def message(letter: Letter, *, site: str) -> EmailMultiAlternatives:
    """Write ``letter``; ``site`` is the address that its links begin with, without a slash at the end."""
    stop = site + reverse("inbox-stop", args=[key_for(letter.notices[0].person_id, letter.kinds)])
    context = {
        "subject": subject(letter),
        "subjects": subjects(letter.notices, site=site),
        "is_digest": letter.is_digest,
        "kinds": [Notice.Kind(kind).label for kind in letter.kinds],
        "inbox": site + reverse("inbox"),
        "settings_page": site + reverse("notice-settings"),
        "stop": stop,
    }
    made = EmailMultiAlternatives(
        subject(letter),
        render_to_string("mail/notices.txt", context),
        to=[letter.address],
        headers=_headers(letter, site),
    )
    made.extra_headers["List-Unsubscribe"] = f"<{stop}>"
    made.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.attach_alternative(render_to_string("mail/notices.html", context), "text/html")
    return made


def subject(letter: Letter) -> str:
    """The same for everything about one proposal, so that mail programs show it as one conversation."""
    first = letter.notices[0]
    if letter.is_digest:
        count = len(letter.notices)
        return f"{count:,} notice{'s' * (count != 1)} of the last day"
    about = first.proposal or (first.document.path if first.document else first.sentence)
    return one_line(f"[{first.team.name}] {about}")


def one_line(text: str) -> str:
    line = spelled_out(" ".join(text.split()))
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"


def _headers(letter: Letter, site: str) -> dict[str, str]:
    host, first = urlsplit(site).hostname or "localhost", letter.notices[0]
    headers = {"Message-ID": f"<notice-{first.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    if not letter.is_digest:
        headers["List-ID"] = f"<{first.team.slug}.{host}>"
    if first.proposal_id and not letter.is_digest:
        thread = f"<proposal-{first.proposal_id}@{host}>"
        headers |= {"In-Reply-To": thread, "References": thread}
    return headers
