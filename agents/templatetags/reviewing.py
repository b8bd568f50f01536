"""Tags of the review pages: how a proposal stands, what was said, the change a suggestion would make."""

import re
from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from agents import limits
from agents.definition.anchors import Lines
from agents.definition.comparison import Part
from agents.definition.invisible import spelled_out
from agents.definition.mentions import with_mentions
from agents.definition.preview import render
from agents.definition.suggestions import suggested
from agents.models import Comment
from agents.operations import proposing
from agents.queries.people import Mentionable, Outside
from agents.queries.review import Thread
from agents.templatetags.look import icon

register = template.Library()

LOOKS = {
    "draft": ("", "circle-dashed", "Draft"),
    "in review": ("acc", "git-pull-request-arrow", "In review"),
    "changes requested": ("warn", "message-square", "Changes requested"),
    "approved": ("ok", "check", "Approved"),
    "merged": ("ok", "git-merge", "Merged"),
    "closed": ("bad", "circle-x", "Closed"),
}
HEADING = re.compile(r"<(/?)h[1-6]\b")
INTO_THE_SITE = re.compile(r'<a href="(?!https?:|mailto:)[^"]*"')
OURS = re.compile(r' (?:data-line="\d+"|id="user-content-[^"]*")')


@register.simple_tag
def standing(word: str) -> SafeString:
    """Draw how a proposal stands: colour, icon and word."""
    look, symbol, label = LOOKS.get(word, ("", "circle-dashed", word.capitalize()))
    return format_html('<span class="{}">{}{}</span>', f"pill {look}".strip(), icon(symbol, "s"), label)


@register.simple_tag
def new_once() -> str:
    """Name a form that is being shown, so that posting it twice acts once."""
    return proposing.new_once()


@register.simple_tag
def comment_bytes() -> int:
    """How long a comment may be."""
    return limits.COMMENT_BYTES


@register.filter
def spelled(text: object) -> str:
    """Write out what nobody can see: in titles, names and lines that people typed."""
    return "\n".join(spelled_out(line) for line in str(text or "").replace("\r\n", "\n").split("\n"))


@register.filter
def as_prose(text: str, mentionable: Mentionable | Outside | None = None) -> SafeString:
    """What a person wrote, as Markdown that is safe; invisible characters are drawn, mentions marked.

    Its headings are all of one level, below those of the page it stands in; for who is ``Outside``
    a path leads nowhere.
    """
    html = HEADING.sub(r"<\1h3", OURS.sub("", render(spelled(text)).html))
    if mentionable and "@" in html:
        html = with_mentions(html, mentionable.names, own=mentionable.own)
    if mentionable and not mentionable.leads_in:
        html = INTO_THE_SITE.sub("<a", html).replace('rel="nofollow noopener"', 'rel="nofollow noreferrer"')
    return mark_safe(html)  # noqa: S308  render cleans it; lines, ids and levels go, marks of ours come


@register.simple_tag
def suggestion(comment: Comment, lines: Lines | None) -> Part:
    """The change a suggestion makes of the lines it was written for, at the place where they stand now."""
    first = lines.first if lines else comment.first_line or 1
    return suggested(comment.quoted, comment.suggestion or "", first=first)


@register.filter
def said_in(threads: Iterable[Thread], change: int) -> str:
    """The ids of what was said of a change, for who comes by the link of a comment."""
    found = [thread for thread in threads if thread.first.change_id == change]
    return " ".join(f"t{thread.first.pk} " + " ".join(f"c{one.pk}" for one in thread.comments) for thread in found)


@register.filter
def holds(part: Part, beside: object) -> bool:
    """Whether a thread stands among these lines, so that their fold is open."""
    below = getattr(beside, "below", None)
    if not below:
        return False
    places = {("L", row.old and row.old.old_line) for row in part.rows} | {
        ("R", row.new and row.new.new_line) for row in part.rows
    }
    return not places.isdisjoint(below)


@register.filter
def range_words(comment: Comment) -> str:
    """“line 4” or “lines 4–7”."""
    if comment.first_line is None:
        return ""
    if comment.last_line and comment.last_line > comment.first_line:
        return f"lines {comment.first_line}–{comment.last_line}"
    return f"line {comment.first_line}"
