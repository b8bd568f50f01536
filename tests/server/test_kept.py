"""A server that is killed while people type: every draft and every version it confirmed is there, and nothing half."""

import http.client
import random
import re
import threading

import pytest

from tests.server.crowd import agent, exported, filled

KILLS = 50
WRITERS = 6
SHEET = re.compile(r'name="sheet" value="([0-9a-f]+)"')
TYPED = re.compile(r'<textarea id="source"[^>]*>\n(.*?)</textarea>', re.S)
NEWEST = re.compile(r'data-draft="(\d+)"')

pytestmark = pytest.mark.xdist_group("server")


class Typist(threading.Thread):
    """Keeps drafts of one agent, and saves every third as a version, until the server is gone.

    Of drafts and of versions, ``confirmed`` is the last text the server confirmed, ``tried`` the last it was sent.
    """

    def __init__(self, visitor, number: int, text: str, counter: threading.Semaphore) -> None:
        super().__init__(daemon=True)
        self.visitor, self.number, self.counter = visitor, number, counter
        self.address = f"/team/agents/a{number}/edit/"
        self.confirmed = {"draft": None, "version": text}
        self.tried = dict(self.confirmed)
        self.errors: list[int] = []

    def run(self) -> None:
        try:
            while self._a_round():
                pass
        except (OSError, http.client.HTTPException):
            pass  # the server is gone, as it should be

    def _a_round(self) -> bool:
        html = self.visitor.get(self.address).text
        sheet, base = SHEET.search(html)[1], int(re.search(r'name="base" value="(\d+)"', html)[1])
        for at in range(2):
            text = f"{agent(self.number, base + 1)}Draft {at}.\n"
            if not self._send("draft", self.address.replace("/edit/", "/draft/"), base, sheet, text, wanted=200):
                return False
        self.tried["draft"] = None  # from now on it may be gone, as its text is saved
        return self._send("version", self.address, base, sheet, text, wanted=302, settles=True)

    def _send(self, what, address, base, sheet, text, *, wanted: int, settles: bool = False) -> bool:
        self.tried[what] = text
        fields = {"base": str(base), "sheet": sheet, "source": text, "message": ""}
        answer = self.visitor.post(address, fields, Accept="application/json" if what == "draft" else "text/html")
        if answer.status != wanted:
            self.errors.append(answer.status)
            return False
        self.confirmed[what] = text
        if settles:
            self.confirmed["draft"] = None
        self.counter.release()
        return True


def kept_draft(visitor, number: int) -> str | None:
    """The one draft the editor offers; None when there is none."""
    offered = NEWEST.findall(visitor.get(f"/team/agents/a{number}/edit/").text)
    assert len(offered) <= 1
    if not offered:
        return None
    typed = TYPED.search(visitor.get(f"/team/agents/a{number}/edit/?draft={offered[0]}").text)[1]
    visitor.post(f"/team/agents/a{number}/draft/{offered[0]}/discard/", {})
    return typed


def test_a_kill_while_people_type_loses_nothing_confirmed(site):
    texts = filled(site, WRITERS)
    chance = random.Random(50)
    interrupted = {"draft": 0, "version": 0}

    for _ in range(KILLS):
        counter = threading.Semaphore(0)
        typists = [Typist(site.signed_in_again(), number, texts[number], counter) for number in range(WRITERS)]
        for typist in typists:
            typist.start()
        for _ in range(chance.randint(1, 24)):
            assert counter.acquire(timeout=60)
        site.kill()
        for typist in typists:
            typist.join(60)
        assert [status for typist in typists for status in typist.errors] == []

        site.start()
        library, visitor = exported(site), site.signed_in_again()
        for typist in typists:
            texts[typist.number] = library[f".claude/agents/a{typist.number}.md"].decode()
            assert texts[typist.number] in (typist.confirmed["version"], typist.tried["version"])
            draft = kept_draft(visitor, typist.number)
            assert draft in (typist.confirmed["draft"], typist.tried["draft"])
            if draft is None and typist.confirmed["draft"]:
                assert texts[typist.number] == typist.confirmed["draft"], "a draft may only go as its text is saved"
            for what in interrupted:
                interrupted[what] += typist.tried[what] not in (None, typist.confirmed[what])

    assert min(interrupted.values()) >= KILLS, interrupted
