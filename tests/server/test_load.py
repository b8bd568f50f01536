"""Fifty people of three teams save at once for ten seconds."""

import re
import threading

import pytest

from tests.server.crowd import Writer, agent, library_of, staged_import, stop, zip_of
from tests.server.people import counts, teams_of

TEAMS = {"north": 17, "south": 17, "west": 16}  # fifty people
SECONDS = 10
VERIFIED = re.compile(r"^(\w+): ([\d,]+) events?, whole, ending in [0-9a-f]{64}$", re.MULTILINE)

pytestmark = pytest.mark.xdist_group("server")


@pytest.fixture
def people(site):
    """Everybody, signed in, by team; each has an agent in the team's library."""
    site.start()
    found = teams_of(site, TEAMS)
    for team, (owner, *_) in found.items():
        address = staged_import(owner, zip_of(TEAMS[team]), team=team)
        assert owner.post(address, {"go": "run"}).status in (200, 302)
    return found


def test_fifty_writers_of_three_teams_lose_nothing(site, people):
    counter = threading.Semaphore(0)
    writers = [
        Writer(visitor, number, agent(number), counter, team=team)
        for team, visitors in people.items()
        for number, visitor in enumerate(visitors)
    ]
    assert len(writers) == 50

    for writer in writers:
        writer.start()
    threading.Event().wait(SECONDS)  # the figure is “for ten seconds”
    stop(writers)

    assert [error for writer in writers for error in writer.errors] == []
    assert all(writer.saves for writer in writers)
    held = counts(site)
    for team, (owner, *_) in people.items():
        mine = [writer for writer in writers if writer.team == team]
        saves = sum(writer.saves for writer in mine)
        assert held[team] == {"saves": saves, "writes": saves, "versions": saves, "documents": len(mine)}
        kept = library_of(owner, team)
        assert {name: text.decode() for name, text in kept.items() if name.endswith(".md")} == {
            f".claude/agents/a{writer.number}.md": writer.acknowledged for writer in mine
        }
    verified = site.run("audit", "verify")
    assert (verified.returncode, verified.stderr) == (0, "")
    events = {team: int(count.replace(",", "")) for team, count in VERIFIED.findall(verified.stdout)}
    assert all(events[team] > held[team]["saves"] for team in TEAMS)
