"""Hostile words stay words wherever a proposal shows them."""

import pytest

from agents.definition.anchors import Lines
from agents.operations.proposing import propose
from agents.operations.reviewing import comment, finish_review
from tests.conftest import QA
from tests.hostile import unsound
from tests.views.proposing import add, change_of, edit
from tests.views.reviewing import FILES, ONE

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ document }}{% now 'Y' %}",
    "<p hx-get=/x hx-trigger=load>",
    "</td></tr></table></details></form>",
    "\u202eabc\u200b\ufeff",
    "[x](javascript:alert(1)) ![y](data:text/html,x)",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words_everywhere(as_vera, team, qa, ben, vera, hostile):
    one = propose(
        team,
        [edit(qa, QA.replace("You test things.", f"You test {hostile}.")), add("agents/x.md", hostile)],
        title=f"T {hostile}",
        reason=hostile,
        by=ben,
    )
    for at in (change_of(one), None):
        where = {"change": at, "side": "new", "lines": Lines(9, 9), "suggestion": hostile} if at else {}
        comment(one, words=hostile, by=vera, iteration=1, **where)
    finish_review(one, verdict="changes", words=hostile, iteration=1, by=vera)
    posted = {"change": change_of(one).pk, "on": "R9", "words": hostile * 3_000, "suggestion": hostile}

    for address in ("/platform/proposals/", ONE, FILES, f"{FILES}?view=split", f"{FILES}?view=rendered"):
        assert unsound(as_vera.get(address)) == [], address
    for address in (f"{ONE}checks/", f"{ONE}impact/", f"{ONE}edit/", f"{ONE}review/", "/platform/activity/"):
        assert unsound(as_vera.get(address)) == [], address
    assert unsound(as_vera.get(f"{ONE}comment/?change={change_of(one).pk}&on=R9&suggest=1")) == []
    assert unsound(as_vera.post(f"{ONE}comment/", posted)) == []
    assert unsound(as_vera.post(f"{ONE}edit/", {"title": hostile, "reason": hostile * 9_000})) == []


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["xss", "unicode"])
def test_the_hostile_files_stay_words_in_comments(as_vera, shared, proposal, change, vera, kind):
    texts = [text for text in map(_readable, sorted((shared / "badinput" / kind).iterdir())) if text][:60]
    for text in texts:
        comment(proposal, words=text[:2_000], by=vera, iteration=1, change=change, field="tools")
        comment(
            proposal,
            words="",
            by=vera,
            iteration=1,
            change=change,
            side="new",
            lines=Lines(9, 9),
            suggestion=text[:500],
        )

    assert texts
    assert unsound(as_vera.get(FILES)) == []
    assert unsound(as_vera.get(ONE)) == []


def _readable(path) -> str:
    try:
        return path.read_text().replace("\0", "") if path.is_file() else ""
    except UnicodeDecodeError:
        return ""
