"""Start the web server: find a port, gather static files, serve until stopped."""

import hashlib
import os
import socket
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
THREADS = 8
PORTS_TRIED = 50


def free_port(host: str, wanted: int) -> int | None:
    """Return ``wanted`` or the next port that is free on ``host``; None when fifty are taken."""
    for port in range(wanted, wanted + PORTS_TRIED):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    return None


def gather_static_files() -> None:
    """Run collectstatic, but only when a file changed since the last time."""
    if settings.DEBUG:
        return
    stamp, now = Path(settings.STATIC_ROOT) / ".gathered", _fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            digest.update(f"{name} {file.st_size} {file.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def serve(host: str, port: int, *, workers: int, when_ready: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; call ``when_ready`` once the port answers."""
    os.environ["AGENTSITE_SERVED_BY"] = str(os.getpid())
    _close_connections()
    server = Granian(
        "agentsite.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=30,
        log_level=LogLevels.error,
        websockets=False,
    )
    threading.Thread(target=_await_port, args=(host, port, when_ready), daemon=True).start()
    server.serve()


def _close_connections() -> None:
    """Leave nothing open that the forked workers would share: one PostgreSQL connection must not be used by two."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if getattr(connection, "pool", None):
            connection.close_pool()


def _await_port(host: str, port: int, when_ready: Callable[[], None]) -> None:
    pause = threading.Event()
    for _ in range(200):
        try:
            with socket.create_connection((host, port), timeout=1):
                return when_ready()
        except OSError:
            pause.wait(0.05)
    return None


def open_browser(url: str) -> None:
    """Open ``url`` where there is a browser; a machine without one is no error."""
    try:
        webbrowser.open(url)
    except webbrowser.Error:
        return
