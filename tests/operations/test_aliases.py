"""What people say of written names holds for the team, is recorded, and can be taken back."""

import pytest

from agents.models import Alias, Edge, Event
from agents.operations.aliases import AliasRefused, Meant, dismiss, remove, set_alias, set_many, take_back
from agents.operations.documents import archive_document, create_document, restore_document
from agents.operations.relations import catch_up
from agents.operations.undoing import AlreadyUndone


def agent(team, by, name):
    source = f"---\nname: {name}\ndescription: Helps with {name}.\n---\n\nYou help.\n"
    return create_document(team, kind="agent", path=f"agents/{name}.md", source=source, by=by)


@pytest.fixture
def vcs(team, ada):
    return agent(team, ada, "version-control")


def targets(team):
    catch_up(team)
    return list(Edge.objects.filter(team=team).values_list("written", "target__name"))


def test_a_name_means_whom_people_say(team, ada, qa, vcs):
    assert targets(team) == [("Git Agent", None)]

    event = set_alias(team, "Git Agent", document=vcs, by=ada)

    assert targets(team) == [("Git Agent", "version-control")]
    assert (event.phrase, event.subject, event.details["summary"]) == (
        "said whom a name means:",
        "Git Agent",
        "Git Agent is version-control",
    )


def test_however_a_name_is_written_it_is_the_same_name(team, ada, qa, vcs):
    set_alias(team, "**git-agent**", document=vcs, by=ada)

    assert targets(team) == [("Git Agent", "version-control")]


def test_a_name_that_is_no_agent_is_no_edge(team, ada, qa):
    dismiss(team, "Git Agent", by=ada)

    assert targets(team) == []
    assert Alias.objects.get().is_dismissed


def test_what_was_said_can_be_forgotten(team, ada, qa, vcs):
    set_alias(team, "Git Agent", document=vcs, by=ada)

    event = remove(team, ["git-agent"], by=ada)

    assert targets(team) == [("Git Agent", None)]
    assert event.details["aliases"] == [
        {
            "key": "git-agent",
            "before": {"written": "Git Agent", "document": vcs.pk, "name": "version-control"},
            "after": None,
        }
    ]


def test_several_names_are_one_step(team, ada, qa, vcs):
    event = set_many(team, [Meant("Git Agent", vcs), Meant("Product Team", None)], by=ada)

    assert event.subject == "2 names"
    assert event.details["summary"] == "Git Agent is version-control, Product Team is no agent"
    assert Event.objects.filter(action__startswith="alias").count() == 1


def test_what_holds_already_is_no_step(team, ada, vcs):
    set_alias(team, "Git Agent", document=vcs, by=ada)

    assert set_alias(team, "git-agent", document=vcs, by=ada) is None
    assert remove(team, ["nobody"], by=ada) is None
    assert dismiss(team, "Git Agent", by=ada) is not None
    assert dismiss(team, "Git Agent", by=ada) is None


def test_a_name_can_only_mean_an_agent_of_the_team(team, ada, vcs, tone, eve):
    stranger = agent(eve.teams.get(), eve, "git")

    for document in (stranger, tone):
        with pytest.raises(AliasRefused, match="can only mean an agent of Platform team"):
            set_alias(team, "Git Agent", document=document, by=ada)
    assert not Alias.objects.exists()


@pytest.mark.parametrize("written", ["", "…", "x" * 201, "a\0b"])
def test_what_is_no_name_is_refused(team, ada, written):
    with pytest.raises(AliasRefused, match="is not a name"):
        dismiss(team, written, by=ada)


def test_one_that_is_refused_keeps_the_others_out(team, ada, vcs, tone):
    with pytest.raises(AliasRefused):
        set_many(team, [Meant("Git Agent", vcs), Meant("Tone", tone)], by=ada)

    assert not Alias.objects.exists()


def test_too_many_names_are_refused(team, ada):
    with pytest.raises(AliasRefused, match="1,001 names are too many"):
        set_many(team, [Meant(f"name-{number}", None) for number in range(1_001)], by=ada)


def test_an_archived_agent_is_meant_by_nobody_until_it_is_back(team, ada, qa, vcs):
    set_alias(team, "Git Agent", document=vcs, by=ada)
    archive_document(vcs, by=ada)
    assert targets(team) == [("Git Agent", None)]
    vcs.refresh_from_db()
    with pytest.raises(AliasRefused, match="is in the archive"):
        set_alias(team, "Other", document=vcs, by=ada)

    restore_document(vcs, by=ada)

    assert targets(team) == [("Git Agent", "version-control")]


def test_an_alias_of_one_team_says_nothing_in_another(team, ada, qa, eve):
    dismiss(eve.teams.get(), "Git Agent", by=eve)

    assert targets(team) == [("Git Agent", None)]


def test_a_step_of_aliases_is_taken_back_as_one(team, ada, qa, vcs):
    set_alias(team, "Git Agent", document=vcs, by=ada)
    step = set_many(team, [Meant("Git Agent", None), Meant("Product Team", None)], by=ada)
    assert targets(team) == []

    back = take_back(step, by=ada)

    assert targets(team) == [("Git Agent", "version-control")]
    assert not Alias.objects.filter(key="product-team").exists()
    assert (back.action, back.undoes, back.subject) == ("step.undone", step, "2 names")
    again = take_back(back, by=ada)
    assert targets(team) == []
    assert again.action == "step.redone"


def test_what_somebody_said_since_stays(team, ada, ben, qa, vcs):
    step = set_many(team, [Meant("Git Agent", None), Meant("Product Team", None)], by=ada)
    set_alias(team, "Git Agent", document=vcs, by=ben)

    take_back(step, by=ada)

    assert targets(team) == [("Git Agent", "version-control")]
    assert [alias.key for alias in Alias.objects.all()] == ["git-agent"]
    with pytest.raises(AlreadyUndone):
        take_back(step, by=ada)
