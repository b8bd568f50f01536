"""A step is taken back while others work: by one of two clicks, and never over what was saved at that moment."""

import re

import pytest

from tests.server.crowd import exported, filled
from tests.server.test_together import Pair

AGENTS = 10

pytestmark = pytest.mark.xdist_group("server")


def undo_of_the_newest(tab) -> str:
    return re.search(r'action="(/team/activity/\d+/undo/)"', tab.get("/team/activity/").text)[1]


def tokens(tab, query) -> list[str]:
    ids = re.findall(r'name="selected" value="(\d+)"', tab.get("/team/agents/").text)
    return re.findall(r'name="selected" value="(\d+:\d+)"', tab.get(f"/team/bulk/?ids={','.join(ids)}&{query}").text)


def test_of_two_clicks_one_undoes(site):
    texts = filled(site, AGENTS)
    pair = Pair(site)
    tab = pair.tabs[0]

    for model in ("opus", "haiku", "sonnet"):
        chosen = tokens(tab, f"model={model}")
        assert tab.post(f"/team/bulk/?field=model&model={model}", {"selected": chosen}).status == 302
        undo = undo_of_the_newest(tab)
        assert [answer.status for answer in pair.post((undo, {}), (undo, {}))] == [302, 302]

    assert [exported(site)[f".claude/agents/a{number}.md"].decode() for number in range(AGENTS)] == texts
    versions = re.findall(r'<a class="nm num" href="[^"]+">v(\d+)</a>', tab.get("/team/agents/a0/history/").text)
    assert versions == ["7", "6", "5", "4", "3", "2", "1"]


def test_a_save_at_the_moment_of_an_undo_is_not_lost(site):
    filled(site, AGENTS)
    pair = Pair(site)
    tab = pair.tabs[0]
    seen = set()

    for number in range(AGENTS):
        address = f"/team/agents/a{number}/edit/"
        text = exported(site)[f".claude/agents/a{number}.md"].decode()
        assert tab.post(address, pair.opened(number) | {"source": f"{text}First.\n", "message": ""}).status == 302
        fields = pair.opened(number) | {"source": f"{text}First.\nSecond {number}.\n", "message": ""}
        undone, saved = pair.post((undo_of_the_newest(tab), {}), (address, fields))

        seen.add((undone.status, saved.status))
        kept = exported(site)[f".claude/agents/a{number}.md"].decode() + saved.text
        assert f"Second {number}." in kept

    assert seen <= {(302, 302), (409, 302), (302, 409)}
