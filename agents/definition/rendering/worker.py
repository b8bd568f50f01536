"""Render pieces in a process that can be killed, for texts that may hold Python-Markdown too long.

The process is started when first needed and serves one request at a time over its pipes.  It never
outlives us: it ends when its input does, and a forked copy of us starts its own.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from typing import BinaryIO
from weakref import WeakSet

from agents.definition.rendering.pieces import Template, render_piece
from agents.definition.rendering.references import Definition

LENGTH = struct.Struct("!I")
START = "from agents.definition.rendering.worker import serve; serve()"
MOST_MEMORY = 512 * 1024 * 1024

Request = tuple[Sequence[str], Sequence[tuple[Definition, ...]]]


class TooComplex(Exception):
    """The text cannot be rendered within its time, memory or depth."""


class Worker:
    """A process that renders, killed and replaced whenever it takes longer than the deadline."""

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        _workers.add(self)

    def render(self, texts: Sequence[str], references: Sequence[tuple[Definition, ...]]) -> list[Template]:
        """Return the templates of ``texts``, each with its references, or raise TooComplex."""
        end = time.monotonic() + self.deadline
        if not self._lock.acquire(timeout=self.deadline):
            raise TooComplex
        try:
            return self._ask((texts, references), seconds=end - time.monotonic())
        finally:
            self._lock.release()

    def _ask(self, request: Request, *, seconds: float) -> list[Template]:
        process = self._running()
        alarm = threading.Timer(seconds, process.kill)
        alarm.start()
        try:
            _write(process.stdin, pickle.dumps(request))  # type: ignore[arg-type]
            answer = _read(process.stdout)  # type: ignore[arg-type]
        except (OSError, EOFError):
            self.stop()
            raise TooComplex from None
        finally:
            alarm.cancel()
        templates: list[Template] | None = pickle.loads(answer)  # noqa: S301 - our own process wrote it
        if templates is None:
            raise TooComplex
        return templates

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(path or "." for path in sys.path)}
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, no outside words
                [sys.executable, "-c", START],
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
                start_new_session=True,  # the terminal's Ctrl-C is for us alone
            )
        return self._process

    def stop(self) -> None:
        """End the process; the next request starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            _close_pipes(process)
            process.wait()

    def forget(self) -> None:
        """Leave the process to the one we were forked from; the next request starts our own."""
        process, self._process = self._process, None
        self._lock = threading.Lock()
        if process is not None:
            _close_pipes(process)
            process.returncode = 0  # not ours to wait for


_workers: WeakSet[Worker] = WeakSet()


def _stop_all() -> None:
    for worker in list(_workers):
        worker.stop()


def _forget_all() -> None:
    for worker in list(_workers):
        worker.forget()


atexit.register(_stop_all)
os.register_at_fork(after_in_child=_forget_all)


def _close_pipes(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def _write(pipe: BinaryIO, frame: bytes) -> None:
    rest = memoryview(LENGTH.pack(len(frame)) + frame)
    while rest:
        rest = rest[pipe.write(rest) :]


def _read(pipe: BinaryIO) -> bytes:
    (length,) = LENGTH.unpack(_read_exactly(pipe, LENGTH.size))
    return _read_exactly(pipe, length)


def _read_exactly(pipe: BinaryIO, length: int) -> bytes:
    parts = []
    while length:
        part = pipe.read(min(length, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def serve() -> None:
    """Answer requests from standard input until it ends."""
    _limit_memory()
    source, answers = open(0, "rb", buffering=0), open(1, "wb", buffering=0)  # noqa: SIM115 - until the end
    while True:
        try:
            texts, references = pickle.loads(_read(source))  # noqa: S301 - our parent wrote it
        except EOFError:
            return
        _write(answers, pickle.dumps(_render_all(texts, references)))


def _render_all(texts: Sequence[str], references: Sequence[tuple[Definition, ...]]) -> list[Template] | None:
    try:
        return [render_piece(text, references=known) for text, known in zip(texts, references, strict=True)]
    except (RecursionError, MemoryError):
        return None


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on this platform
        return
    with contextlib.suppress(ValueError, OSError):  # a lower limit is set already
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
