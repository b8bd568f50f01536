"""The two letters and the colour by which a document is known at a glance, in lists as in the graph."""

from zlib import crc32

COLORS = ("blue", "purple", "green", "orange", "cyan", "yellow", "red", "pink")


def letters_of(name: str) -> str:
    """The first two letters or digits of a name.

    >>> letters_of("QA-agent"), letters_of("…")
    ('qa', '–')
    """
    return "".join(c for c in name if c.isalnum())[:2].lower() or "–"


def color_of(name: str, own: str = "") -> str:
    """The colour an agent chose for itself (``own``), else one that its name always gets."""
    return own if own in COLORS else COLORS[crc32(name.encode("utf-8", "replace")) % len(COLORS)]
