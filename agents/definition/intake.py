"""What no file may be that comes in: one check of path and bytes for every door."""

from collections.abc import Sequence
from typing import NamedTuple

from agents.definition import paths
from agents.definition.collection import AGENT, GUIDELINE, GUIDELINE_FOLDERS, OTHER_FOLDERS, Placed

KEPT_FOLDERS = frozenset({"agents", "categories", "plugins", *GUIDELINE_FOLDERS, *OTHER_FOLDERS})


class Taken(NamedTuple):
    """A file that may be stored: its kind, its path within ``.claude/``, its exact text."""

    kind: str
    path: str
    source: str


def take(placed: Placed, *, most_bytes: int) -> Taken | str:
    """Return the file ready to be stored, or the sentence that says why it cannot be."""
    file, kind, path, reason = placed
    if kind not in (AGENT, GUIDELINE):
        return reason
    try:
        paths.check(path)
    except paths.UnsafePath as unsafe:
        return str(unsafe)
    if file.refusal:
        return file.refusal
    content = file.content or b""
    if len(content) > most_bytes:
        return too_large(len(content), most_bytes)
    text = decode(content)
    return Taken(kind, path, text) if isinstance(text, str) else text.sentence


def too_large(size: int, most_bytes: int) -> str:
    return f"It is {size:,} bytes; at most {most_bytes:,} can be kept. Shorten it."


class NotText(NamedTuple):
    sentence: str


def decode(content: bytes) -> str | NotText:
    """Return the text ``content`` is in UTF-8, exactly, or why it is none.

    >>> decode(b"one\\ntw\\xf6")
    NotText(sentence='Line 2 is not UTF-8 (byte 6 of the file). Save the file as UTF-8.')
    """
    if (at := content.find(b"\0")) >= 0:
        line = content.count(b"\n", 0, at) + 1
        return NotText(f"Line {line} holds a NUL character (byte {at} of the file), which no text file may hold.")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return NotText(f"Line {line} is not UTF-8 (byte {error.start} of the file). Save the file as UTF-8.")


def unwrapped(files: Sequence[str]) -> int:
    """Return how many leading characters are one folder around everything, as in a repository's zip.

    >>> unwrapped(["shop-main/README.md", "shop-main/agents/qa.md"]), unwrapped(["agents/qa.md"])
    (10, 0)
    """
    folder = files[0].partition("/")[0] if files else ""
    if not folder or folder.startswith(".") or folder in KEPT_FOLDERS:
        return 0
    return len(folder) + 1 if all(path.startswith(f"{folder}/") for path in files) else 0
