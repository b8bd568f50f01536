"""Read the Markdown files of a folder on the server; nothing outside of it, and nothing too large.

Links are never followed: what a link names may lie outside the folder, or inside and come twice.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from agents import limits
from agents.definition.collection import Incoming
from agents.definition.intake import KEPT_FOLDERS, too_large
from agents.operations.errors import FolderRefused

SKIPPED = frozenset({".git", "node_modules", ".hg", ".svn", ".venv", "__pycache__"})
MOST_ENTRIES = 100_000
LINK = "It is a link; links are not followed. Import what it names instead."


def read_folder(
    folder: Path, *, most_files: int = limits.IMPORT_FILES, most_bytes: int = limits.IMPORT_BYTES
) -> list[Incoming]:
    """Return the files below ``folder``, Markdown with its bytes, sorted by path.

    Paths are relative to ``folder``, but begin with its own name where that says what is in it
    (``.claude``, ``agents``…).  FolderRefused when it cannot be read or holds too much.
    """
    before = _meaning(folder)
    files: list[Incoming] = []
    documents = size = 0
    try:
        for path, entry in _walk(str(folder)):
            file = _file(f"{before}{path}", entry)
            documents += path.endswith(".md")
            size += len(file.content or b"")
            if documents > most_files or size > most_bytes:
                raise FolderRefused(_too_much(folder, most_files, most_bytes))
            files.append(file)
    except OSError as error:
        raise FolderRefused(f"{folder} cannot be read: {error.strerror or error}.") from error
    return sorted(files)


def _meaning(folder: Path) -> str:
    """The part of the folder's own path that says what its files are, as a prefix."""
    parts = folder.absolute().parts
    if ".claude" in parts:
        at = len(parts) - 1 - parts[::-1].index(".claude")
        return "/".join(parts[at:]) + "/"
    return f"{folder.name}/" if folder.name in KEPT_FOLDERS else ""


def _too_much(folder: Path, most_files: int, most_bytes: int) -> str:
    return (
        f"{folder} holds more than {most_files:,} Markdown files or {most_bytes // 1_048_576} MiB of them. "
        "Choose the .claude folder within it."
    )


def _walk(folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file and link below ``folder``, without recursion: folders may be nested as deep as they like."""
    waiting = [""]
    seen = 0
    while waiting:
        within = waiting.pop()
        with os.scandir(os.path.join(folder, within)) as entries:
            for entry in entries:
                if (seen := seen + 1) > MOST_ENTRIES:
                    raise FolderRefused(
                        f"{folder} holds more than {MOST_ENTRIES:,} entries. Choose a folder within it."
                    )
                if not entry.is_dir(follow_symlinks=False):
                    yield within + entry.name, entry
                elif entry.name not in SKIPPED:
                    waiting.append(f"{within}{entry.name}/")


def _file(path: str, entry: os.DirEntry[str]) -> Incoming:
    if entry.is_symlink():
        return Incoming(path, None, LINK)
    if not path.endswith(".md"):
        return Incoming(path)
    if entry.stat(follow_symlinks=False).st_size > limits.DOCUMENT_BYTES:
        return Incoming(path, None, too_large(entry.stat(follow_symlinks=False).st_size, limits.DOCUMENT_BYTES))
    return _content(path, entry.path)


def _content(path: str, at: str) -> Incoming:
    """Read a file that may have been exchanged for something else since it was listed."""
    try:
        descriptor = os.open(at, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        return Incoming(path, None, f"It cannot be read: {error.strerror}.")
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return Incoming(path, None, "It is not a plain file.")
        content = file.read(limits.DOCUMENT_BYTES + 1)
    if len(content) > limits.DOCUMENT_BYTES:
        return Incoming(path, None, too_large(len(content), limits.DOCUMENT_BYTES))
    return Incoming(path, content)
