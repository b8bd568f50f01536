"""Fix what the checks found, in a text that is being edited: nothing is saved by it."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from agents.definition.findings import mend, mend_all

ALL = "*"


@dataclass(frozen=True)
class Fixed:
    """A text after a fix, and what to say of it."""

    text: str
    sentence: str = ""


def fixed(text: str, key: str, *, stem: str) -> Fixed:
    """Apply the fix of the finding ``key``, or with ``*`` all of them; without a key nothing."""
    if not key:
        return Fixed(text)
    if key == ALL:
        changed, used = mend_all(text, stem=stem)
        count = len(used)
        return Fixed(changed, f"Fixed {count} problem{'s' * (count != 1)}." if count else "Nothing is left to fix.")
    found = mend(text, key, stem=stem)
    if found is None:
        return Fixed(text, "That problem is no longer there.")
    changed, fix = found
    return Fixed(changed, f"Fixed: {fix.label}.")


def stem(post: Any) -> str:
    """What the file is called, as the form tells; it only ever suggests a name."""
    return PurePosixPath(post.get("path", "")[:300]).stem
