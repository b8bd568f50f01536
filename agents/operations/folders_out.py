"""A directory on this server that files are written into, and nothing outside it.

Every step of a path is opened from the step before and never through a symbolic link, so
what the path meant when it was checked is what is read and written.
"""

import contextlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from agents import limits
from agents.definition.blob import blob_id
from agents.operations.errors import OperationError
from agents.operations.open_folders import DIRECTORY, READ, enter, staged, sweep, sync

ROOT = ".claude"
MOST_ENTRIES = 20_000


class FolderRefused(OperationError):
    """The folder cannot be exported to."""

    code = "folder"


class Blocked(Exception):
    """One file that is left alone; its text is the sentence that says why."""


class Folder:
    """An open directory; paths are those within its ``.claude``.

    The directory itself may be reached through a link, because a person named it; below it
    none is followed.  Use it as a context manager.
    """

    def __init__(self, named: str) -> None:
        self.path = _resolved(named)
        try:
            self._root = os.open(self.path, DIRECTORY)
        except OSError as error:
            raise FolderRefused(f"{self.path} cannot be opened: {_why(error)}.") from error
        self._open: tuple[str, int] | None = None  # the folder used last: its files come one after the other
        self._is_changed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()
        os.close(self._root)

    def read(self, path: str) -> bytes | None:
        """Return what stands at ``path``; None when nothing does, Blocked when it is no plain file."""
        folder, name = _split(path)
        try:
            directory = self._directory(folder)
            opened = os.open(name, READ, dir_fd=directory)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Blocked(f"{path} cannot be read: {self._which(path, error)}.") from error
        try:
            return _content(opened, path)
        finally:
            os.close(opened)

    def write(self, path: str, content: bytes, *, seen: str | None) -> None:
        """Put ``content`` at ``path``, whole or not at all.

        Blocked, and nothing changed, when what stands there is no longer ``seen`` (the blob id
        of what the plan found, None for nothing) or the system refuses.
        """
        folder, name = _split(path)
        try:
            directory = self._directory(folder, make=True)
            if not self._is_changed:
                sweep(directory)
            with staged(directory, content, like=None if seen is None else name) as beside:
                self._check_unchanged(path, seen=seen)
                os.replace(beside, name, src_dir_fd=directory, dst_dir_fd=directory)
        except OSError as error:
            raise Blocked(f"{path} cannot be written: {self._which(path, error)}.") from error
        self._is_changed = True

    def _check_unchanged(self, path: str, *, seen: str | None) -> None:
        there = self.read(path)
        if (None if there is None else blob_id(there)) != seen:
            raise Blocked(f"{path} was changed there in the meantime. Export again to see what it holds now.")

    def others(self, tops: list[str], *, ours: set[str]) -> list[str]:
        """The Markdown files below these top folders that are not ``ours``, sorted."""
        found: list[str] = []
        for top in tops:
            with contextlib.suppress(OSError):
                found += self._markdown(top)
        return sorted(path for path in found if path not in ours)

    def _markdown(self, top: str) -> Iterator[str]:
        left = MOST_ENTRIES
        base = self._directory("")
        for folder, folders, files, _ in os.fwalk(top, dir_fd=base, follow_symlinks=False):
            left -= len(files) + len(folders)
            if left < 0:
                return
            yield from (f"{folder}/{name}" for name in files if name.endswith(".md"))

    def _directory(self, folder: str, *, make: bool = False) -> int:
        """Open ``folder``, step by step; ``make`` adds what is missing."""
        if self._open is not None and self._open[0] == folder:
            return self._open[1]
        self._leave()
        opened = os.dup(self._root)
        for step in [ROOT, *filter(None, folder.split("/"))]:
            try:
                below = enter(opened, step, make=make)
            finally:
                os.close(opened)
            opened = below
        self._open = (folder, opened)
        return opened

    def _leave(self) -> None:
        if self._open is None:
            return
        directory, self._open = self._open[1], None
        try:
            if self._is_changed:
                sync(directory)
        finally:
            self._is_changed = False
            os.close(directory)

    def _which(self, path: str, error: OSError) -> str:
        """Say what is in the way: a link or a file among the folders is named."""
        steps = [ROOT, *path.split("/")]
        for depth in range(1, len(steps) + 1):
            step = "/".join(steps[:depth])
            with contextlib.suppress(OSError):
                mode = os.lstat(self.path / step).st_mode
                if stat.S_ISLNK(mode):
                    return f"{step} is a symbolic link, which is never followed"
                if depth < len(steps) and not stat.S_ISDIR(mode):
                    return f"{step} is not a folder"
        return _why(error)


def _resolved(named: str) -> Path:
    path = Path(named.strip()).expanduser()
    if not named.strip() or not path.is_absolute():
        raise FolderRefused("Give the whole path of a folder on this server, as in /home/ada/shop.")
    path = path.parent if path.name == ROOT else path
    try:
        path = path.resolve(strict=True)
        is_folder = path.is_dir()
    except (OSError, RuntimeError, ValueError) as error:
        raise FolderRefused(f"{path} is not there. Check the path, or make the folder first.") from error
    if not is_folder:
        raise FolderRefused(f"{path} is not a folder. Give the folder that holds .claude, or will hold it.")
    return path


def _split(path: str) -> tuple[str, str]:
    folder, _, name = path.rpartition("/")
    if any(step in ("", ".", "..") or "\0" in step for step in path.split("/")):
        raise Blocked(f"{path} is not a path within {ROOT}. Rename the document.")
    return folder, name


def _content(opened: int, path: str) -> bytes:
    found = os.fstat(opened)
    if not stat.S_ISREG(found.st_mode):
        raise Blocked(f"{path} cannot be read: it is not a plain file.")
    if found.st_size > 2 * limits.DOCUMENT_BYTES:
        raise Blocked(f"{path} holds {found.st_size:,} bytes there, more than any agent. Move it away to export.")
    content = os.read(opened, found.st_size + 1)
    while more := os.read(opened, limits.DOCUMENT_BYTES):  # it grows while it is read, or came in parts
        content += more
        if len(content) > 2 * limits.DOCUMENT_BYTES:
            raise Blocked(f"{path} is being written there. Export again when it is done.")
    return content


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
