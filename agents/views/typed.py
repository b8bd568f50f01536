"""What an editor posts, read the same way whether it is saved, kept as a draft, or brought to another base."""

from dataclasses import dataclass

from agents.forms import definition, line_ends
from agents.models import Document, Revision


@dataclass(frozen=True)
class Typed:
    """A text with the form's edits in it.  ``base`` is None when nobody knows what it is an edit of."""

    base: Revision | None
    text: str
    held: dict[str, str]
    errors: dict[str, str]


def read(request, document: Document) -> Typed:
    """Read the source and the fields of a post, with the line ends of what they are an edit of."""
    base = revision(document, request.POST.get("base", ""))
    posted = line_ends.posted(request.POST, (base or document.head).source)
    applied = definition.apply(posted, request.POST) if document.is_agent else definition.Applied(posted)
    return Typed(base, applied.text, applied.held, applied.errors)


def revision(document: Document, number: str) -> Revision | None:
    """The version a page says it showed."""
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    if int(number) == document.head.number:
        return document.head
    return document.revisions.filter(number=int(number)).first()
