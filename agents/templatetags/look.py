"""Tags for what every page draws alike: icons, tiles, avatars, times, verdicts."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from django import template
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agents.definition.tiles import color_of, letters_of

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, size: str = "") -> SafeString:
    """Draw a symbol of static/icons.svg; ``size`` is "", "s" (14 px) or "l" (20 px)."""
    href = f"{static('icons.svg')}#i-{name}"
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', f"i {size}".strip(), href)


@register.simple_tag
def tile(document: object, size: str = "") -> SafeString:
    """Draw two letters in the agent's own colour, or a sheet for a guideline.

    ``document`` is anything with a name (and a kind and color, if it has them), or a name.
    """
    if getattr(document, "kind", "") == "guideline":
        return format_html('<span class="{}" aria-hidden="true">§</span>', f"tile {size} doc")
    name = str(getattr(document, "name", "") or getattr(document, "slug", "") or document)
    return format_html(
        '<span class="{}" data-c="{}" aria-hidden="true">{}</span>',
        f"tile {size}".strip(),
        color_of(name, str(getattr(document, "color", "") or "")),
        letters_of(name),
    )


@register.simple_tag
def avatar(user_name: object, size: str = "") -> SafeString:
    """Draw the initials of a person; the whole name is its label."""
    name = str(user_name or "").strip() or "agentsite"
    plain = name.removesuffix(" (guest)")
    words = [word for word in plain.replace(".", " ").replace("-", " ").replace("_", " ").split() if word]
    initials = words[0][0] + words[-1][0] if len(words) > 1 else plain[:2]
    return format_html(
        '<span class="{}" data-c="{}" role="img" title="{}" aria-label="{}">{}</span>',
        f"av {size}".strip(),
        color_of(name),
        name,
        name,
        initials.upper(),
    )


@register.simple_tag
def ago(moment: datetime | None) -> SafeString:
    """Say when something happened as people say it; js/times.js keeps that true, in the reader's zone."""
    if moment is None:
        return format_html('<span class="{}">{}</span>', "mut", "never")
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}" title="{}" data-ago>{}</time>',
        local.isoformat(timespec="seconds"),
        date_format(local, "j F Y, H:i"),
        _spoken(local, timezone.localtime()),
    )


def _spoken(moment: datetime, now: datetime) -> str:
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if moment.date() == now.date():
        return f"{minutes // 60} hours ago" if minutes >= 120 else "1 hour ago"
    if moment.date() == (now - timedelta(days=1)).date():
        return "Yesterday"
    return date_format(moment, "j M" if moment.year == now.year else "j M Y")


@register.simple_tag
def clock(moment: datetime) -> SafeString:
    """Say when something happened to the minute; js/times.js says it in the reader's zone."""
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}" data-clock>{}</time>', local.isoformat(timespec="seconds"), date_format(local, "j M, H:i")
    )


@register.simple_tag
def verdict(document: object) -> SafeString:
    """Say in one word, with its icon, what Claude Code makes of a document."""
    problems = getattr(document, "problems", 0) or 0
    count = problems if isinstance(problems, int) else len(problems)
    guideline = getattr(document, "kind", "") == "guideline"
    if not guideline and not getattr(document, "loads", True):
        return state("bad", "circle-x", "Would be skipped")
    if count:
        return state("warn", "triangle-alert", "1 note" if count == 1 else f"{count} notes")
    return state("ok", "check", "Fine" if guideline else "Loads")


@register.simple_tag
def state(kind: str, icon_name: str, word: str) -> SafeString:
    """Draw a status: colour, icon and word.  ``kind`` is ok, warn, bad, acc or mut."""
    return format_html('<span class="{}">{}{}</span>', f"state {kind}", icon(icon_name, "s"), word)


@register.filter
def page_numbers(page: Page) -> Iterator[int | str]:
    """List the page numbers worth a link: the ends, the neighbours, an ellipsis between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def way(message: Message, verb: str) -> str:
    """Give the path a message names for ``verb`` (undo, redo or see) in its extra tags: "undo:/path see:/other"."""
    for tag in (message.extra_tags or "").split():
        named, _, path = tag.partition(":")
        if named == verb and path.startswith("/") and not path.startswith("//"):
            return path
    return ""
