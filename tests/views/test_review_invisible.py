"""What nobody can see is written out wherever a proposal is read, also in lists and in the title of a page."""

import re

import pytest

from agents.definition.anchors import Lines
from agents.models import Proposal
from agents.operations.reviewing import comment, finish_review, resolve
from tests.conftest import QA
from tests.views.proposing import add, change_of, edit, proposed

HIDDEN = "\u202e\u200b\u2066"
ONE = "/platform/proposals/1/"
PLACES = (
    "/platform/",
    "/platform/proposals/",
    "/platform/proposals/?show=review",
    ONE,
    f"{ONE}changes/",
    f"{ONE}changes/?view=split",
    f"{ONE}changes/?view=rendered",
    f"{ONE}checks/",
    f"{ONE}impact/",
    f"{ONE}review/",
    "/inbox/",
    "/platform/activity/",
    "/platform/agents/qa/",
)


@pytest.fixture
def proposal(team, qa, ben, vera, ada):
    from agents.operations.proposing import propose

    source = QA.replace("You test things.", f"You test{HIDDEN} things.").replace(
        "description: ", f"description: {HIDDEN}"
    )
    one = propose(
        team,
        [edit(qa, source), add("agents/new.md", f"---\nname: new\n---\nA{HIDDEN}\n")],
        title=f"T{HIDDEN}",
        reason=f"R{HIDDEN} `{HIDDEN}`",
        by=ben,
    )
    change = change_of(one)
    where = {"change": change, "side": "new", "lines": Lines(9, 9)}
    said = comment(one, words=f"W{HIDDEN} @ada", by=vera, iteration=1, suggestion=f"S{HIDDEN}", **where)
    comment(one, words=f"F{HIDDEN}", by=vera, iteration=1, change=change, field=f"to{HIDDEN}ols")
    folded = comment(one, words=f"D{HIDDEN}", by=vera, iteration=1, **where)
    resolve(folded, by=ben)
    comment(one, words=f"A{HIDDEN}", by=ben, iteration=1, replies_to=said)
    finish_review(one, verdict="changes", words=f"V{HIDDEN}", iteration=1, by=vera)
    return one


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("who", ["ada", "ben"])
def test_nothing_hides(client, request, proposal, place, who):
    client.force_login(request.getfixturevalue(who))

    text = client.get(place).text

    typed = re.sub(r"<textarea.*?</textarea>", "", text, flags=re.DOTALL)  # there it is as it was typed
    assert [typed[at.start() - 80 : at.end()] for at in re.finditer(f"[{HIDDEN}]", typed)] == []


def test_the_places_speak_of_it(client, proposal, ada):
    client.force_login(ada)

    for place in ("/platform/proposals/", ONE, f"{ONE}changes/", "/inbox/"):
        assert "‹U+202E›" in client.get(place).text, place
    assert "<title>T‹U+202E›‹U+200B›‹U+2066› · Proposal 1" in client.get(ONE).text


def test_nothing_hides_in_what_a_step_says(client, vera, qa, ben):
    proposed(qa, f"{QA}\n", by=ben, title=f"T{HIDDEN}")
    finish_review(Proposal.objects.get(), verdict="approve", words="", iteration=1, by=vera)
    client.force_login(vera)

    asked = client.post("/platform/agents/qa/propose/", {"base": qa.head.pk, "document": qa.pk, "source": f"{QA}\n\n"})
    merged = client.post(f"{ONE}merge/", {"iteration": 1}, follow=True)
    versions = client.get("/platform/agents/qa/history/")

    assert Proposal.objects.get().state == "merged"
    assert [page for page in (asked, merged, versions) if re.search(f"[{HIDDEN}]", page.text)] == []
    assert "Merged #1 T‹U+202E›" in merged.text
    assert "T‹U+202E›‹U+200B›‹U+2066› (#1)" in versions.text
