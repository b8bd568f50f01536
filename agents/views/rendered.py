"""Two renderings of a prompt side by side, with the blocks marked that hold changed lines."""

import re
from bisect import bisect_right
from collections.abc import Collection

from django.utils.safestring import SafeString, mark_safe

from agents.definition.comparison import Comparison

LINE = re.compile(r'<([a-z]+\d?)((?: class="[^"]*")?) data-line="(\d+)"')
HEADING_ID = re.compile(r'(<h[1-6](?: class="[^"]*")? data-line="\d+" id=")user-content-')
TELLS = re.compile(r"p|li|h[1-6]|pre|td|th|dt|dd")  # elements in which words may stand


def changed_lines(compared: Comparison) -> tuple[set[int], set[int]]:
    """The changed lines of the old text and of the new one, without blank ones."""
    changed = [row for part in compared.body for row in part.rows if row.old is not row.new]
    old = {row.old.old_line for row in changed if row.old and row.old.text.strip()}
    new = {row.new.new_line for row in changed if row.new and row.new.text.strip()}
    return old, new


def marked(html: str, lines: Collection[int], *, word: str) -> SafeString:
    """Mark each block of a preview that begins at or above one of ``lines``, the nearest one.

    ``html`` comes from ``preview.render``: text in it holds no "<", so every match is a tag of ours.
    """
    tags = [int(found[3]) for found in LINE.finditer(html)]
    order = sorted(range(len(tags)), key=lambda at: (tags[at], at))
    starts = [tags[at] for at in order]
    chosen = {order[place - 1] for line in lines if (place := bisect_right(starts, line))}
    parts: list[str] = []
    end = 0
    for at, found in enumerate(LINE.finditer(html)):
        if at not in chosen:
            continue
        close = html.index(">", found.end()) + 1
        parts += [html[end : found.start()], _marked_tag(found, html[found.end() : close], word=word)]
        end = close
    return mark_safe("".join([*parts, html[end:]]))  # noqa: S308  only classes and our own words are added


def with_own_ids(html: str) -> SafeString:
    """Rename the headings' ids, so that two versions of a text can stand in one page."""
    return mark_safe(HEADING_ID.sub(r"\1old-user-content-", html))  # noqa: S308  nothing but ids is changed


def _marked_tag(found: re.Match[str], rest: str, *, word: str) -> str:
    tag, written, line = found[1], found[2], found[3]
    classes = f'{written[:-1]} {word}"' if written else f' class="{word}"'
    told = f'<span class="vh">{word}: </span>' if TELLS.fullmatch(tag) else ""
    return f'<{tag}{classes} data-line="{line}" data-change{rest}{told}'
