"""Root may write everywhere; a test of what nobody may do takes that right away for a while (Linux)."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

VERSION = 0x20080522
PASSES_BY_MODES = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH


@contextmanager
def held_to_file_modes() -> Iterator[None]:
    """Let the modes of files count for this thread, as they do for everybody but root."""
    if os.geteuid() != 0:
        yield
        return
    before = _capabilities()
    _set_capabilities([before[0] & ~PASSES_BY_MODES, *before[1:]])
    try:
        yield
    finally:
        _set_capabilities(before)


def _capabilities() -> list[int]:
    """The rights of this thread: effective, permitted and inheritable ones, twice 32 bits of each."""
    held = (ctypes.c_uint32 * 6)()
    _ask("capget", held)
    return list(held)


def _set_capabilities(rights: list[int]) -> None:
    _ask("capset", (ctypes.c_uint32 * 6)(*rights))


def _ask(call: str, rights: ctypes.Array) -> None:
    this_thread = (ctypes.c_uint32 * 2)(VERSION, 0)
    if getattr(ctypes.CDLL(None, use_errno=True), call)(this_thread, rights):
        raise OSError(ctypes.get_errno(), f"{call} refused")
