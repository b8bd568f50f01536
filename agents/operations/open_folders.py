"""Open and write files relative to an open directory, never through a symbolic link."""

import contextlib
import os
import re
import secrets
import stat
import time
from collections.abc import Iterator

DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a pipe must not make us wait
STAGE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC

STAGED = re.compile(r"\.agentsite-[0-9a-f]{16}\.tmp")
ABANDONED_AFTER = 600  # seconds; no export takes that long to move a file it has staged


def sweep(directory: int) -> None:
    """Remove what an export that was killed has left in ``directory``: old files under our own kind of name."""
    for name in filter(STAGED.fullmatch, os.listdir(directory)):
        with contextlib.suppress(OSError):
            if os.stat(name, dir_fd=directory, follow_symlinks=False).st_mtime < time.time() - ABANDONED_AFTER:
                os.unlink(name, dir_fd=directory)


def enter(directory: int, step: str, *, make: bool) -> int:
    """Open the folder ``step`` of ``directory``; when it is missing and ``make``, add it."""
    try:
        return os.open(step, DIRECTORY, dir_fd=directory)
    except FileNotFoundError:
        if not make:
            raise
    with contextlib.suppress(FileExistsError):
        os.mkdir(step, dir_fd=directory)
    sync(directory)
    return os.open(step, DIRECTORY, dir_fd=directory)


@contextlib.contextmanager
def staged(directory: int, content: bytes, *, like: str | None) -> Iterator[str]:
    """Write ``content`` beside its place, safe on the disk, for the caller to move; removed when that fails.

    It gets the permissions of the file ``like``, or those of a new file when that is None.
    """
    name = f".agentsite-{secrets.token_hex(8)}.tmp"
    opened = os.open(name, STAGE, 0o666, dir_fd=directory)
    try:
        try:
            if like is not None:
                os.fchmod(opened, stat.S_IMODE(os.stat(like, dir_fd=directory, follow_symlinks=False).st_mode) & 0o777)
            _write_all(opened, content)
            os.fsync(opened)
        finally:
            os.close(opened)
        yield name
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name, dir_fd=directory)
        raise


def _write_all(opened: int, content: bytes) -> None:
    written = os.write(opened, content)
    while written < len(content):
        written += os.write(opened, content[written:])


def sync(directory: int) -> None:
    with contextlib.suppress(OSError):  # some network file systems cannot sync a directory
        os.fsync(directory)
