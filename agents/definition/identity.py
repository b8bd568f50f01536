"""The two fields an agent cannot do without: what the client refuses and what it turns around."""

import re
import unicodedata
from typing import Any

from agents.definition.reading import Severity
from agents.definition.scalar_types import as_text
from agents.definition.schema import NAME_LIMIT

_KINDS = {type(None): "empty", bool: "a yes-or-no value", list: "a list", dict: "a map of keys"}

_CUSTOM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BUILT_IN = frozenset({"claude", "Explore", "general-purpose", "Plan", "statusline-setup", "claude-code-guide"})
DECEIVING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
ZERO_WIDTH = re.compile("[\u00ad\u200b\u200c\u2060-\u2064]")
_USUAL_LENGTH = 64

Found = tuple[str, str, Severity]  # message, code, severity


def refused_text(key: str, value: Any) -> Found | None:
    """Say why a required field does not count as one."""
    if isinstance(value, str) and value:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        message = f"{key} is the number {as_text(value)[:40]}, not text; put it in quotes."
        return message, f"{key}.not_text", "error"
    if value is None or value == "":
        return f"{key} is empty, so the client skips the file; write one.", f"{key}.missing", "error"
    message = f"{key} is {_KINDS[type(value)]}, not text; write text, in quotes if need be."
    return message, f"{key}.not_text", "error"


def refused_name(name: str) -> Found | None:
    """Say why the client does not take ``name``."""
    if name.startswith("-"):
        return (
            'The name begins with "-", which the client refuses; begin it with a letter.',
            "name.dash",
            "error",
        )
    if ":" in (name if name.isascii() else unicodedata.normalize("NFKC", name)):
        message = 'The name holds a ":", which is kept for plugins; write a hyphen instead.'
        return message, "name.colon", "error"
    if len(name.encode("utf-16-le", "surrogatepass")) // 2 > NAME_LIMIT:
        return f"The name is longer than {NAME_LIMIT} characters; shorten it.", "name.too_long", "error"
    return None


def unusual_name(name: str) -> Found | None:
    """Say what is odd about a name the client takes."""
    if _CUSTOM.fullmatch(name):
        if name in _BUILT_IN:
            return _overrides(name)
        if len(name) > _USUAL_LENGTH:
            return f"The name has {len(name)} characters; keep it short.", "name.long", "warning"
        return None
    if name in _BUILT_IN:
        return _overrides(name)
    if not name.strip():
        return "The name is made of blanks; give the agent a name one can read.", "name.blank", "error"
    if ".." in name or "\\" in name or name.startswith("/"):
        return "The name looks like a file path; use letters and hyphens.", "name.path", "error"
    if name != name.strip():
        return "Blanks or line ends belong to the name; remove them.", "name.padded", "warning"
    message = "The custom is small letters, digits and hyphens in a name; consider following it."
    return message, "name.style", "note"


def _overrides(name: str) -> Found:
    return f"{name!r} replaces the client's own agent of that name; rename it.", "name.built_in", "warning"


def hidden_characters(key: str, value: str) -> Found | None:
    """Say that ``value`` holds characters a reader does not see, however they were written."""
    if value.isprintable():
        return None
    if found := DECEIVING.search(value):
        point = f"U+{ord(found[0]):04X}"
        return f"{key} holds the invisible character {point}; remove it.", "value.invisible", "error"
    if found := ZERO_WIDTH.search(value):
        point = f"U+{ord(found[0]):04X}"
        return f"{key} holds the character {point} of no width; remove it.", "value.zero_width", "warning"
    return None


def unusual_description(written: str) -> Found | None:
    """Say what the client changes in a description, or that there is hardly one."""
    if not written.strip():
        return "The description is made of blanks; say when to use the agent.", "description.blank", "warning"
    if "\\n" in written:
        message = "The client turns \\n in a description into a line end; write real line ends."
        return message, "description.backslash_n", "warning"
    return None
