"""Python-Markdown, set up to read the inline marks of a text as GitHub does.

The block structure comes from ``blocks``; links, emphasis, code and the writing of HTML are the
package's own.  Raw HTML is text.
"""

from __future__ import annotations

import re
import string
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import (
    HTML_RE,
    IMAGE_LINK_RE,
    LINK_RE,
    ImageInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.util import AtomicString, code_escape

BARE_URL_RE = r"(?:(?<=[\s*_~(])|^)(?:https?://|www\.(?=[\w-]+\.))[\w\[][^\s<\x02\x03]*"
EMAIL_RE = r"<(?:mailto:)?([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})>"
LINE_BREAK_RE = r"(?:(?<! ) {2,}|\\)\n"
MARKS = re.compile(r"[\\`*_\[\]<&~@\n]|://|www\.")

Match = tuple[Element | str | None, int | None, int | None]


def add_inline_marks(md: Markdown) -> None:
    """Make ``md`` read the inline marks of GitHub's Markdown, and no raw HTML."""
    md.ESCAPED_CHARS = list(string.punctuation)
    patterns = md.inlinePatterns
    for name in ("html", "entity", "automail"):
        patterns.deregister(name)
    patterns.register(StrictLink(LINK_RE, md), "link", 160)
    patterns.register(StrictImage(IMAGE_LINK_RE, md), "image_link", 150)
    patterns.register(Email(EMAIL_RE, md), "automail", 110)
    patterns.register(BareUrl(BARE_URL_RE, md), "bare_url", 105)
    patterns.register(SubstituteTagInlineProcessor(LINE_BREAK_RE, "br"), "linebreak", 100)
    patterns.register(LiteralTag(HTML_RE, md), "literal_tag", 90)
    if md.delimiters is not None:
        md.delimiters.add("~", "del,del", smart=True)


def inline_text(text: str) -> str:
    """Return ``text`` for an element: what holds no marks is left alone by Python-Markdown."""
    return text if MARKS.search(text) else AtomicString(text)


class StrictLink(LinkInlineProcessor):
    """A link whose target holds no white space, unless it stands in angle brackets."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        return _without_spaces(super().handleMatch(m, data), "href", m)


class StrictImage(ImageInlineProcessor):
    """The same for an image."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        return _without_spaces(super().handleMatch(m, data), "src", m)


def _without_spaces(found: Match, attribute: str, match: re.Match[str]) -> Match:
    element = found[0]
    if isinstance(element, Element) and re.search(r"\s", element.get(attribute, "")):
        return None, match.start(), match.end()
    return found


class Email(InlineProcessor):
    """An address in angle brackets."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        element = Element("a", href="mailto:" + m[1])
        element.text = AtomicString(m[1])
        return element, m.start(), m.end()


class BareUrl(InlineProcessor):
    """An address written without any marks; the punctuation of the sentence is not part of it."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        url = _without_punctuation(m[0])
        element = Element("a", href=url if url.startswith("http") else "http://" + url)
        element.text = AtomicString(url)
        return element, m.start(), m.start() + len(url)


def _without_punctuation(url: str) -> str:
    surplus = url.count(")") - url.count("(")
    end = len(url)
    while end and (url[end - 1] in "?!.,:;*_~'\"" or (url[end - 1] == ")" and surplus > 0)):
        surplus -= url[end - 1] == ")"
        end -= 1
    return url[:end]


class LiteralTag(InlineProcessor):
    """Something like an HTML tag: shown as it is written, marks inside included."""

    def handleMatch(self, m: re.Match[str], data: str) -> Match:  # type: ignore[override]  # noqa: N802
        if "\x02" in m[0]:
            return None, m.start(), m.end()
        return code_escape(m[0]), m.start(), m.end()
