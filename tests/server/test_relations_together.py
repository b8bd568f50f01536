"""Two people write at the same moment, again and again: no row of edges is left as it was before."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.server.crowd import exported, filled

AGENTS, TURNS = 6, 8
PEOPLE = 3
ROWS = """
import json
from agents.models import Edge, Team
from agents.operations.relations import rebuild
from agents.queries.unread import unread
team = Team.objects.get(slug="team")
def rows():
    return sorted(map(list, Edge.objects.values_list("source__path", "line", "start", "target__path")), key=str)
waiting = unread(team).count()
kept = rows()
rebuild(team)
print(json.dumps([waiting, kept, rows()]))
"""

pytestmark = pytest.mark.xdist_group("server")


def test_no_row_is_left_as_it_was_before(site):
    filled(site, AGENTS)
    tabs = [site.signed_in_again() for _ in range(PEOPLE)]
    texts = exported(site)

    def write(who):
        for turn in range(TURNS):
            number = who * AGENTS // PEOPLE + turn % 2
            text = texts[f".claude/agents/a{number}.md"].decode()
            text += "".join(
                f"\nAsk @a{(number + one + 1) % AGENTS} and @nobody-{one}-agent.\n" for one in range(turn + 1)
            )
            fields = {"base": turn // 2 + 1, "message": "", "source": text}
            answer = tabs[who].post(f"/team/agents/a{number}/edit/", fields)
            assert answer.status == 302, answer.text[:300]

    with ThreadPoolExecutor(PEOPLE) as pool:
        list(pool.map(write, range(PEOPLE)))

    waiting, kept, rebuilt = json.loads(site.run("shell", "--command", ROWS).stdout.splitlines()[-1])
    assert waiting == 0
    assert len(kept) > AGENTS * 2
    assert kept == rebuilt
