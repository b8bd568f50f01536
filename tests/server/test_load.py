"""Fifty people save at once for ten seconds."""

import threading

import pytest

from tests.server.crowd import Writer, exported, filled, stop

WRITERS = 50
SECONDS = 10

pytestmark = pytest.mark.xdist_group("server")


def test_fifty_writers_lose_nothing(site):
    texts = filled(site, WRITERS)
    counter = threading.Semaphore(0)
    writers = [Writer(site.signed_in_again(), number, texts[number], counter) for number in range(WRITERS)]

    for writer in writers:
        writer.start()
    threading.Event().wait(SECONDS)  # the figure is “for ten seconds”
    stop(writers)

    assert [error for writer in writers for error in writer.errors] == []
    assert all(writer.saves for writer in writers)
    kept = exported(site)
    assert {kept[f".claude/agents/a{w.number}.md"].decode() == w.acknowledged for w in writers} == {True}
    verified = site.run("audit", "verify")
    assert (verified.returncode, verified.stderr) == (0, "")
    assert int(verified.stdout.split()[1].replace(",", "")) > sum(writer.saves for writer in writers)
