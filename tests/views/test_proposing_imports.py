"""What an import would bring can be proposed instead; until it is merged nothing of it is in the library."""

import pytest

from agents.models import Document, Proposal, Role, StagedImport
from agents.operations.documents import save_document
from agents.operations.staged_changes import changes_of
from tests.conftest import QA
from tests.views.test_importing import text, upload
from tests.views.test_proposing import asked_and_answered, heads, proposed

UI = text("ui")


@pytest.fixture
def staged(as_ben, qa):
    """A new agent and a changed one, waiting to be chosen."""
    response = upload(as_ben, ("ui.md", UI), ("qa.md", QA.replace("green", "red").encode()))
    return response.request["PATH_INFO"] if response.status_code == 200 else response["Location"]


def test_the_chosen_files_are_proposed_and_none_comes_in(as_ben, team, staged):
    before = heads()
    StagedImport.objects.get().files.update(is_chosen=True)

    response = asked_and_answered(as_ben, staged, {"propose": "1"})

    assert response.status_code == 302
    assert proposed() == {
        "agents/ui.md": ("add", UI.decode()),
        "agents/qa.md": ("edit", QA.replace("green", "red")),
    }
    assert heads() == before
    assert not StagedImport.objects.exists()


def test_only_what_is_ticked_is_proposed(as_ben, team, staged):
    rows = list(StagedImport.objects.get().files.values_list("position", "path"))
    ui = next(position for position, path in rows if path == "agents/ui.md")
    listed = ",".join(str(position) for position, _ in rows)

    asked_and_answered(as_ben, staged, {"propose": "1", "listed": listed, "chosen": str(ui)})

    assert set(proposed()) == {"agents/ui.md"}


def test_with_nothing_chosen_it_says_so_and_keeps_the_import(as_ben, team, staged):
    StagedImport.objects.get().files.update(is_chosen=False)

    response = as_ben.post(staged, {"propose": "1"})

    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert not Proposal.objects.exists()
    assert StagedImport.objects.exists()


def test_who_may_not_save_is_offered_only_to_propose(as_ben, team, staged):
    assert "Propose instead" in as_ben.get(staged).text
    team.direct_save = Role.OWNER
    team.save()

    page = as_ben.get(staged).text

    assert "Propose instead" not in page
    assert 'name="propose"' in page
    assert 'value="run"' not in page


def test_a_file_edited_here_meanwhile_is_passed_over(as_ben, team, staged, qa, ada):
    StagedImport.objects.get().files.filter(path="agents/qa.md").update(is_chosen=True, outcome="changed")
    save_document(qa, QA.replace("sonnet", "opus"), base=qa.head, by=ada)

    assert "agents/qa.md" not in {change.path for change in changes_of(StagedImport.objects.get())}
    assert Document.objects.get(path="agents/qa.md").head.number == 2
