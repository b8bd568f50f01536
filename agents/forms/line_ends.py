"""Line ends of a text that a browser edits: it only ever shows and posts LF and CRLF.

The form says how the lines of the saved text end (``line_ends``), so that it can be told, mended
and kept while one types.
"""

from collections.abc import Mapping
from typing import Any

from agents.definition.newlines import restore
from agents.forms.written import plain_newlines

USUAL, MIXED, CR, MENDED = "", "mixed", "cr", "lf"


def kind_of(text: str) -> str:
    """How the lines of ``text`` end: as usual, in CR alone, or mixed.

    >>> kind_of("a\\r\\nb\\r\\n"), kind_of("a\\r\\nb\\n"), kind_of("a\\rb")
    ('', 'mixed', 'cr')
    """
    pairs, returns, feeds = text.count("\r\n"), text.count("\r"), text.count("\n")
    if not returns or pairs == returns == feeds:
        return USUAL
    return MIXED if feeds else CR


def as_saved(text: str, kind: str) -> str:
    """Show a typed text to the checks as it would be saved, as far as its line ends matter to them."""
    if kind == CR:
        return text.replace("\n", "\r")
    return text.replace("\n", "\r\n", 1) if kind == MIXED and text.count("\n") > 1 else text


def posted(post: Mapping[str, Any], base: str) -> str:
    """The posted source with the line ends of ``base``, unless they were mended."""
    source = post.get("source", "")
    return plain_newlines(source) if post.get("line_ends") == MENDED else restore(source, base)


def after(fixed: str, kind: str) -> str:
    """What to say of the line ends once a fix was applied."""
    return MENDED if kind in (MIXED, CR) and "\r" not in fixed else kind
