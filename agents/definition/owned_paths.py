"""Which part of a library is somebody's: a document, or all that fit a pattern.

``*`` stands for anything within a folder, ``**`` for any folders, ``?`` for one character.
"""

import re
from collections.abc import Callable, Sequence

ROOTS = ("agents", "guidelines")
LONGEST = 255
SEGMENT = re.compile(r"[A-Za-z0-9_.*?][A-Za-z0-9_.@+() *?-]*", re.ASCII)


class UnfitPattern(ValueError):
    """A pattern no path could fit, or that nobody could read; its text is the sentence for the person."""


def check_pattern(text: str) -> str:
    """Return ``text`` as a pattern, else raise UnfitPattern.

    >>> check_pattern("agents/web/")
    'agents/web/**'
    """
    pattern = text.strip().removeprefix(".claude/")
    pattern = f"{pattern}**" if pattern.endswith("/") else pattern
    segments = pattern.split("/")
    if segments[0] not in ROOTS or len(segments) < 2:
        raise UnfitPattern("Begin with agents/ or guidelines/, as in agents/web/* or guidelines/tone.md.")
    if len(pattern) > LONGEST:
        raise UnfitPattern(f"The pattern is {len(pattern)} characters long; at most {LONGEST} are allowed.")
    if any(segment in (".", "..") or not SEGMENT.fullmatch(segment) for segment in segments):
        raise UnfitPattern("Use letters a to z, digits, hyphen, underscore and dot; * and ? stand for any of them.")
    if any("**" in segment and segment != "**" for segment in segments):
        raise UnfitPattern("** stands for whole folders. Put it between slashes, as in agents/**/review-*.md.")
    return pattern


def fits(pattern: str, path: str) -> bool:
    """Whether ``path`` within ``.claude/`` is one of those ``pattern`` means.

    >>> fits("agents/**", "agents/web/forms.md"), fits("agents/*.md", "agents/web/forms.md")
    (True, False)
    """
    return _fit(pattern.split("/"), path.split("/"), any_number="**", one=_fits_segment)


def _fits_segment(pattern: str, segment: str) -> bool:
    return _fit(pattern, segment, any_number="*", one=lambda wanted, found: wanted in ("?", found))


def _fit(wanted: Sequence[str], found: Sequence[str], *, any_number: str, one: Callable[[str, str], bool]) -> bool:
    """Match by going back to the last ``any_number`` only, so that no pattern takes long."""
    at = here = 0
    star, after = -1, 0
    while here < len(found):
        if at < len(wanted) and wanted[at] == any_number:
            star, after, at = at, here, at + 1
        elif at < len(wanted) and one(wanted[at], found[here]):
            at, here = at + 1, here + 1
        elif star >= 0:
            after += 1
            at, here = star + 1, after
        else:
            return False
    return all(word == any_number for word in wanted[at:])
