"""What is left when the server is killed: every acknowledged change, and nothing half."""

import contextlib
import random
import threading

import pytest

from tests.server.crowd import Writer, agent, exported, filled, staged_import, zip_of

ROUNDS = 10
WRITERS = 6
FILES = 200

pytestmark = pytest.mark.xdist_group("server")


def test_a_kill_during_saves_loses_nothing_acknowledged(site):
    texts = filled(site, WRITERS)
    chance = random.Random(20)

    for _ in range(ROUNDS):
        acknowledged = threading.Semaphore(0)
        writers = [Writer(site.signed_in_again(), number, texts[number], acknowledged) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        for _ in range(chance.randint(1, 40)):
            assert acknowledged.acquire(timeout=60)
        site.kill()
        for writer in writers:
            writer.join(60)

        site.start()
        kept = exported(site)
        for writer in writers:
            texts[writer.number] = kept[f".claude/agents/a{writer.number}.md"].decode()
            assert texts[writer.number] in (writer.acknowledged, writer.tried)
    assert site.run("audit", "verify").returncode == 0


def test_a_kill_during_an_import_leaves_all_or_nothing(site):
    site.start()
    chance = random.Random(21)
    whole = {f".claude/agents/a{number}.md": agent(number).encode() for number in range(FILES)}

    for round_number in range(ROUNDS):
        address = staged_import(site.signed_in_again(), zip_of(FILES))
        killer = threading.Timer(chance.uniform(0, 0.4), site.kill)
        killer.start()
        with contextlib.suppress(OSError):
            site.signed_in_again().post(address, {"go": "run"})
        killer.join()

        site.start()
        kept = exported(site)
        assert kept in ({}, whole), f"round {round_number}: {len(kept)} of {FILES} files are there"
        site.forget_everything()

    address = staged_import(site.signed_in_again(), zip_of(FILES))
    site.signed_in_again().post(address, {"go": "run"})
    assert exported(site) == whole
