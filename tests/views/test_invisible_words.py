"""Characters nobody can see are written out wherever people read what others typed about a proposal."""

import pytest

from agents.models import Proposal
from agents.operations.proposed_changes import edit_of
from agents.operations.proposing import close, propose
from agents.operations.reviewing import comment, finish_review
from tests.conftest import QA

TURNED = "\u202e"
SHOWN = "‹U+202E›"


@pytest.fixture
def proposal(team, qa, ben, vera):
    changed = QA.replace("You test", f"You {TURNED} test")
    made = propose(team, [edit_of(qa, changed, base=qa.head)], title=f"T{TURNED}", reason=TURNED, by=ben)
    comment(made, words=f"@ada {TURNED}", by=vera, iteration=1)
    comment(made, words="Hm", by=None, guest_name=f"G{TURNED}", iteration=1)
    finish_review(made, verdict="approve", words=TURNED, iteration=1, by=vera)
    close(propose(team, [edit_of(qa, f"{QA}\n", base=qa.head)], title="U", by=ben), by=ben, reason=TURNED)
    return made


@pytest.mark.parametrize(
    "address", ["/inbox/", "/platform/", "/platform/activity/", "proposals/1/", "proposals/1/changes/?view=rendered"]
)
def test_it_is_written_out_on_every_page(client, ada, proposal, address):
    client.force_login(ada)

    page = client.get(address if address[0] == "/" else f"/platform/{address}").text

    assert TURNED not in page
    assert SHOWN in page


def test_it_is_written_out_in_what_a_step_says(client, vera, qa, proposal):
    client.force_login(vera)

    asked = client.post("/platform/agents/qa/propose/", {"base": qa.head.pk, "document": qa.pk, "source": f"{QA}\n\n"})
    merged = client.post("/platform/proposals/1/merge/", {"iteration": 1}, follow=True)
    versions = client.get("/platform/agents/qa/history/")

    assert Proposal.objects.get(number=1).state == "merged"
    assert [TURNED in page.text for page in (asked, merged, versions)] == [False, False, False]
    assert f"Merged #1 T{SHOWN}" in merged.text
    assert f"T{SHOWN} (#1)" in versions.text
