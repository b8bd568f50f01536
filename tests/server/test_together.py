"""Two people save one agent at the same moment, two hundred times: what each typed is there, or shown."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.server.crowd import exported, filled

AGENTS = 50

pytestmark = pytest.mark.xdist_group("server")


def in_two_entries(text, mark):
    mine = text.replace("description: Agent", f"description: {mark}-a Agent")
    return mine, re.sub("tools: .*", rf"\g<0>, {mark}-b", text)


def in_two_sections(text, mark):
    mine = text.replace("You are number", f"{mark}-a You are number")
    return mine, f"{text}\n## More\n\n{mark}-b\n"


def in_one_line(text, mark):
    return tuple(text.replace("You are number", f"{mark}-{who} You are number") for who in "ab")


EDITS = {"entries": in_two_entries, "sections": in_two_sections, "line": in_one_line}


class Pair:
    """Two tabs that post at the same moment."""

    def __init__(self, site) -> None:
        self.tabs = [site.signed_in_again(), site.signed_in_again()]
        self.meeting = threading.Barrier(2)
        self.pool = ThreadPoolExecutor(2)

    def post(self, *posts):
        return list(self.pool.map(self._post, self.tabs, posts))

    def _post(self, tab, post):
        self.meeting.wait(60)
        return tab.post(*post)

    def opened(self, number: int) -> dict[str, str]:
        """The hidden fields of the editor."""
        html = self.tabs[0].get(f"/team/agents/a{number}/edit/").text
        return {name: re.search(rf'name="{name}" value="(\d+)"', html)[1] for name in ("base", "document")}


def test_two_people_lose_nothing(site):
    filled(site, AGENTS)
    pair = Pair(site)
    answers = {}

    for kind, edits in EDITS.items():
        texts = exported(site)
        for number in range(AGENTS):
            mark = f"{kind}{number}x"
            both = edits(texts[f".claude/agents/a{number}.md"].decode(), mark)
            fields = pair.opened(number) | {"message": ""}
            posts = [(f"/team/agents/a{number}/edit/", fields | {"source": text}) for text in both]
            answers[mark] = pair.post(*posts)

    kept = " ".join(text.decode() for text in exported(site).values())
    statuses = {kind: [0, 0] for kind in EDITS}
    for mark, pages in answers.items():
        for who, page in zip("ab", pages, strict=True):
            assert page.status in (302, 409), page.text[:200]
            assert f"{mark}-{who}" in (kept if page.status == 302 else page.text)
            statuses[re.match("[a-z]+", mark)[0]][page.status == 409] += 1
    assert statuses == {"entries": [100, 0], "sections": [100, 0], "line": [50, 50]}


def test_an_edit_and_a_rename_lose_nothing(site):
    texts = filled(site, AGENTS)
    pair = Pair(site)

    for number in range(AGENTS):
        fields = pair.opened(number) | {"source": f"{texts[number]}\nEdit {number}.\n", "message": ""}
        rename = (f"/team/agents/a{number}/rename/", {"name": f"b{number}", "folder": ""})
        answers = pair.post((f"/team/agents/a{number}/edit/", fields), rename)
        assert [answer.status for answer in answers] == [302, 302]

    assert {path: text.decode() for path, text in exported(site).items() if path.endswith(".md")} == {
        f".claude/agents/b{number}.md": f"{text}\nEdit {number}.\n" for number, text in enumerate(texts)
    }
