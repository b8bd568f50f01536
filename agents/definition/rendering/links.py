"""Make the links and images of a rendered tree harmless, and give headings their names."""

from __future__ import annotations

import html
import re
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

SCHEMES = ("http", "https", "mailto")
INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]")
SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
WEB = re.compile(r"https?://", re.IGNORECASE)
NOT_IN_NAME = re.compile(r"[^\w\- ]")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Links(Treeprocessor):
    """Runs when the inline marks are read and escapes undone."""

    def run(self, root: Element) -> None:
        self._visit(root, in_link=False)

    def _visit(self, parent: Element, *, in_link: bool) -> None:
        for element in parent:
            if element.tag == "img":
                _name_image(element, in_link=in_link)
            elif element.tag == "a":
                _set_target(element, element.get("href", ""), in_link=in_link)
            self._visit(element, in_link=in_link or element.tag == "a")
            if element.tag in HEADINGS:
                element.set("id", "user-content-" + heading_name("".join(element.itertext())))


def heading_name(title: str) -> str:
    """Return the name links use for a heading, as GitHub derives it.

    >>> heading_name("What it does: a & b")
    'what-it-does-a--b'
    """
    return NOT_IN_NAME.sub("", html.unescape(title).strip().lower()).replace(" ", "-")


def _name_image(element: Element, *, in_link: bool) -> None:
    """Show an image by its name, as a link where it lies on the web: nothing is ever loaded."""
    source, alt = element.get("src", ""), element.get("alt", "")
    tail = element.tail
    element.clear()
    element.tail = tail
    element.tag = "a"
    element.text = AtomicString(alt or "image")
    _set_target(element, source, in_link=in_link or not WEB.match(source))
    element.set("class", "image")


def _set_target(element: Element, target: str, *, in_link: bool) -> None:
    """Let ``element`` link to ``target``; where that is no place to go to, it is only text."""
    title = element.get("title")
    element.attrib.clear()
    safe = safe_target(target)
    if safe is None or in_link:
        element.tag = "span"
        return
    element.set("href", safe)
    if title:
        element.set("title", title)
    if SCHEME.match(safe):
        element.set("rel", "nofollow noopener")


def safe_target(target: str) -> str | None:
    """Return ``target`` when it leads to the web, to a mailbox or is relative, else None."""
    target = html.unescape(target).strip()
    bare = INVISIBLE.sub("", target)
    scheme = SCHEME.match(bare)
    if scheme is not None and scheme[1].lower() not in SCHEMES:
        return None
    if bare.startswith(("//", "\\", "/\\")):
        return None
    return "#user-content-" + target[1:] if target.startswith("#") else bare
