"""Every page that writes offers to propose instead: one question, then a proposal, and no head moves."""

import re

import pytest

from agents.models import Document, Draft, Proposal, Role, Team
from agents.operations.documents import archive_document, create_document, save_document
from agents.operations.drafts import keep_draft
from agents.operations.proposal_merging import merge
from agents.operations.proposed_changes import addition_of, edit_of
from agents.operations.proposing import propose
from agents.operations.reviewing import finish_review
from agents.queries.proposals import current_texts
from tests.conftest import QA

OPUS = QA.replace("sonnet", "opus")
EDITOR, PROPOSE = "/platform/agents/qa/edit/", "/platform/agents/qa/propose/"
SHEET = "0123456789abcdef"
WHY = {"proposal-title": "Opus", "proposal-reason": "It thinks longer."}


def proposed() -> dict[str, tuple[str, str]]:
    """What the newest proposal does to each file."""
    texts = current_texts(Proposal.objects.order_by("-pk").first()).values()
    return {text.change.path: (text.change.kind, text.source) for text in texts}


def hidden(response) -> dict[str, list[str]]:
    """The hidden fields of the question's form, as a browser would send them."""
    form = re.search(r'<form method="post" action="([^"]+)" class="card".*?</form>', response.text, re.S)
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0]):
        plain = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&#x27;", "'")
        found.setdefault(name, []).append(plain.replace("&amp;", "&"))
    found.pop("csrfmiddlewaretoken", None)
    return {"": [form[1].replace("&amp;", "&")], **found}


def asked_and_answered(client, address, fields, **said):
    """Press the button, answer the question, and return the last response."""
    question = client.post(address, fields)
    assert question.status_code == 200, question.text[:500]
    sent = hidden(question)
    action = sent.pop("")[0]
    return client.post(action, sent | WHY | said)


def heads():
    return dict(Document.objects.values_list("path", "head__source"))


def posted(source, **more):
    return {"base": "1", "source": source, "message": "Think longer", "sheet": SHEET} | more


def test_the_editor_asks_what_it_is_called_and_shows_what_changes(as_ben, qa):
    html = as_ben.get(EDITOR).text
    assert f'formaction="{PROPOSE}"' in html

    question = as_ben.post(PROPOSE, posted(OPUS))

    assert "opus" in question.text
    assert 'value="Think longer"' in question.text
    assert not Proposal.objects.exists()
    draft = Draft.objects.get()
    assert (draft.source, f"?draft={draft.pk}" in question.text) == (OPUS, True)


def test_what_stands_in_the_editor_is_proposed_and_its_draft_is_done_with(as_ben, qa, ben):
    keep_draft(qa, OPUS, base=qa.head, sheet=SHEET, by=ben)

    answer = asked_and_answered(as_ben, PROPOSE, posted(OPUS))

    proposal = Proposal.objects.get()
    assert answer.status_code == 302
    assert (proposal.title, proposal.reason, proposal.author, proposal.state) == (
        "Opus",
        "It thinks longer.",
        ben,
        "review",
    )
    assert proposed() == {"agents/qa.md": ("edit", OPUS)}
    assert heads() == {"agents/qa.md": QA}
    assert not Draft.objects.exists()


def test_the_text_goes_through_the_question_byte_for_byte(as_ben, team, ben):
    text = "\n---\r\nname: odd\r\n---\r\n\r\n<b>\"q\" & 'a'</b>  \r\n"
    create_document(team, kind="agent", path="agents/odd.md", source=text, by=ben)
    edited = text.replace("<b>", "<i>")

    address = "/platform/agents/odd/propose/"
    asked_and_answered(as_ben, address, posted(edited.replace("\r", "").replace("\n", "\r\n")))

    assert proposed() == {"agents/odd.md": ("edit", edited)}


def test_fields_of_the_form_are_in_the_proposed_text(as_ben, qa):
    was = QA.split("description: ")[1].split("\n")[0]

    fields = {"initial-description": was, "description": "Tests all."}
    asked_and_answered(as_ben, PROPOSE, posted(QA, **fields))

    assert "description: Tests all.\n" in proposed()["agents/qa.md"][1]


def test_what_was_saved_meanwhile_is_merged_in(as_ben, qa, ada):
    head = save_document(qa, f"{QA}Saved.\n", base=qa.head, by=ada)

    asked_and_answered(as_ben, PROPOSE, posted(OPUS))

    assert proposed() == {"agents/qa.md": ("edit", f"{OPUS}Saved.\n")}
    (text,) = current_texts(Proposal.objects.get()).values()
    assert text.base == head


def test_a_conflict_is_proposed_from_what_was_seen(as_ben, qa, ada):
    save_document(qa, QA.replace("sonnet", "haiku"), base=qa.head, by=ada)
    assert "Ada saved v2 while you were editing" in as_ben.post(PROPOSE, posted(OPUS)).text

    asked_and_answered(as_ben, PROPOSE, posted(OPUS))

    (text,) = current_texts(Proposal.objects.get()).values()
    assert (text.source, text.base.number) == (OPUS, 1)


def test_an_edit_joins_a_proposal_of_ones_own(as_ben, qa, tone, team, ben, ada):
    mine = propose(team, [edit_of(tone, "# T\n", base=tone.head)], title="Mine", by=ben)
    propose(team, [edit_of(tone, "# A\n", base=tone.head)], title="Of Ada", by=ada)

    question = as_ben.post(PROPOSE, posted(OPUS))
    assert "#1 Mine" in question.text
    assert "Of Ada" not in question.text
    asked_and_answered(as_ben, PROPOSE, posted(OPUS), **{"proposal-into": "1", "proposal-title": ""})

    mine.refresh_from_db()
    assert (mine.iteration, Proposal.objects.count()) == (2, 2)
    assert {text.change.path for text in current_texts(mine).values()} == {"agents/qa.md", "guidelines/tone.md"}


def test_a_proposal_has_a_title_and_may_be_a_draft(as_ben, qa):
    answer = asked_and_answered(as_ben, PROPOSE, posted(OPUS), **{"proposal-title": " "})
    assert answer.status_code == 422
    assert "Say in a few words what it changes." in answer.text

    asked_and_answered(as_ben, PROPOSE, posted(OPUS), **{"proposal-is_draft": "on"})
    assert Proposal.objects.get().state == "draft"


def test_the_same_answer_twice_proposes_once(as_ben, qa):
    sent = hidden(as_ben.post(PROPOSE, posted(OPUS)))
    action = sent.pop("")[0]

    for _ in range(3):
        assert as_ben.post(action, sent | WHY).status_code == 302

    assert Proposal.objects.count() == 1


def test_nothing_changed_is_said(as_ben, qa):
    question = as_ben.post(PROPOSE, posted(QA))

    assert question.status_code == 422
    assert "Nothing was proposed" in question.text


def test_an_unknown_base_and_a_broken_text_keep_what_was_typed(as_ben, qa):
    assert "not here" in as_ben.post(PROPOSE, posted(OPUS, base="99")).text
    refused = as_ben.post(PROPOSE, posted("half\0"))
    assert (refused.status_code, "Null characters are not allowed." in refused.text) == (422, True)
    assert "half" in refused.text


def test_archiving_is_proposed_by_who_may_not_archive(as_ben, qa):
    assert "Propose to archive" in as_ben.get("/platform/agents/qa/").text
    assert as_ben.post("/platform/agents/qa/archive/").status_code == 403

    asked_and_answered(as_ben, "/platform/agents/qa/archive/", {"propose": "1"})

    assert proposed() == {"agents/qa.md": ("archive", QA)}


def test_bringing_back_is_proposed(as_ben, qa, ada):
    archive_document(qa, by=ada)
    assert "Propose to restore" in as_ben.get("/platform/agents/qa/").text

    asked_and_answered(as_ben, "/platform/agents/qa/restore/", {"propose": "1"})

    assert proposed() == {"agents/qa.md": ("restore", QA)}


def test_a_rename_is_proposed_with_its_references(as_ben, qa, team, ada):
    text = "---\nname: boss\ndescription: Leads.\n---\n\nAsk the `qa` agent. See .claude/agents/qa.md.\n"
    create_document(team, kind="agent", path="agents/boss.md", source=text, by=ada)
    plan = as_ben.post("/platform/agents/qa/rename/", {"name": "tester", "folder": "", "along": "on"})
    assert "Propose all of it" in plan.text

    fields = {"name": "tester", "folder": "", "propose": "along"}
    asked_and_answered(as_ben, "/platform/agents/qa/rename/", fields)

    found = proposed()
    assert found["agents/tester.md"] == ("rename", QA.replace("name: qa", "name: tester"))
    assert ".claude/agents/tester.md" in found["agents/boss.md"][1]
    assert sorted(heads()) == ["agents/boss.md", "agents/qa.md"]


def test_a_rename_onto_another_is_refused(as_ben, qa, team, ada):
    create_document(team, kind="agent", path="agents/boss.md", source=QA, by=ada)

    answer = as_ben.post("/platform/agents/qa/rename/", {"name": "boss", "folder": "", "propose": "1"})

    assert (answer.status_code, "exists already" in answer.text) == (409, True)


def test_a_change_of_many_is_proposed(as_ben, qa, team, ada):
    other = create_document(team, kind="agent", path="agents/boss.md", source=QA, by=ada)
    address = "/platform/bulk/?field=model&model=opus"
    chosen = [f"{one.pk}:{one.head_id}" for one in (qa, other)]

    asked_and_answered(as_ben, address, {"selected": chosen, "propose": "1"})

    assert proposed() == {"agents/qa.md": ("edit", OPUS), "agents/boss.md": ("edit", OPUS)}


def test_an_old_version_is_proposed_to_come_back(as_ben, qa, ada):
    save_document(qa, OPUS, base=qa.head, by=ada)

    asked_and_answered(as_ben, "/platform/agents/qa/v/1/restore/", {"propose": "1"})

    assert proposed() == {"agents/qa.md": ("edit", QA)}


def test_a_link_is_proposed(as_ben, qa, team, ada):
    boss = create_document(team, kind="agent", path="agents/boss.md", source=QA.replace("qa", "boss"), by=ada)
    fields = {"to": boss.slug, "base": "1", "document": str(qa.pk), "note": "Ask first", "propose": "1"}

    asked_and_answered(as_ben, "/platform/agents/qa/link/", fields)

    assert "Ask first" in proposed()["agents/qa.md"][1]
    assert heads()["agents/qa.md"] == QA


def test_a_new_agent_is_proposed(as_ben, team):
    fields = {"name": "planner", "description": "Plans.", "body": "You plan.", "propose": "1"}

    asked_and_answered(as_ben, "/platform/agents/new/", fields)

    found = proposed()
    assert list(found) == ["agents/planner.md"]
    assert found["agents/planner.md"][0] == "add"
    assert not Document.objects.exists()


def test_a_reader_proposes_nothing(as_rita, qa):
    assert as_rita.post(PROPOSE, posted(OPUS)).status_code == 403
    assert as_rita.post("/platform/agents/qa/archive/", {"propose": "1"}).status_code == 403
    assert not Proposal.objects.exists()


def test_a_stranger_does_not_learn_what_is_there(as_eve, qa):
    assert as_eve.post(PROPOSE, posted(OPUS)).status_code == 404


PAGES = {
    EDITOR: 'id="save" data-action="Save"',
    "/platform/agents/qa/rename/": ">Rename</button>",
    "/platform/agents/new/": "Create</button>",
    "/platform/bulk/?field=model&model=opus&ids={qa}": "data-apply",
    "/platform/agents/qa/link/?to=boss": 'name="save"',
    "/platform/agents/qa/v/1/": "Restore as v",
}


@pytest.mark.parametrize("page", PAGES)
def test_who_may_not_save_is_offered_to_propose_only(as_ben, qa, team, ada, page):
    create_document(team, kind="agent", path="agents/boss.md", source=QA.replace("qa", "boss"), by=ada)
    save_document(qa, f"{QA}More.\n", base=qa.head, by=ada)
    address = page.replace("{qa}", str(qa.pk))
    html = as_ben.get(address).text
    assert PAGES[page] in html
    assert "Propose" in html

    Team.objects.filter(pk=team.pk).update(direct_save=Role.REVIEWER)

    html = as_ben.get(address).text
    assert PAGES[page] not in html
    assert 'name="propose"' in html


def test_the_question_needs_few_queries(as_ben, qa, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        as_ben.post("/platform/agents/qa/rename/", {"name": "tester", "folder": "", "propose": "1"})


def test_the_step_of_a_merge_says_what_it_added_and_can_be_undone(as_ada, team, qa, ben, vera):
    changes = [edit_of(qa, OPUS, base=qa.head), addition_of("agent", "agents/new.md", QA)]
    proposal = propose(team, changes, title="Two", by=ben)
    finish_review(proposal, verdict="approve", words="", iteration=1, by=vera)
    event = merge(proposal, iteration=1, by=vera)

    step = as_ada.get(f"/platform/activity/{event.pk}/")
    assert "Added" in step.text
    assert "Restored" not in step.text

    assert as_ada.post(f"/platform/activity/{event.pk}/undo/").status_code == 302
    assert heads()["agents/qa.md"] == QA
    assert Document.objects.get(path="agents/new.md").is_archived
