"""A rename takes every reference along, or changes nothing."""

import pytest

from agents.models import Edge, Event, Reference
from agents.operations.documents import create_document, save_document
from agents.operations.errors import NameTaken
from agents.operations.relations import catch_up
from agents.operations.rename_plans import plan_rename
from agents.operations.renaming import PlanMoved, rename_with_references
from agents.operations.undoing import undo


def agent(team, by, name, body="You help.\n"):
    source = f"---\nname: {name}  # as they call it\ndescription: Helps with {name}.\n---\n\n{body}"
    return create_document(team, kind="agent", path=f"agents/{name}.md", source=source, by=by)


@pytest.fixture
def crew(team, ada, qa, tone):
    git = agent(team, ada, "git", "# Git Agent\n\nFollow `.claude/guidelines/tone.md`, never `guidelines/none.md`.\n")
    docs = agent(
        team, ada, "docs", "Ask @git.\n\n## Handoff\n\n- Hands off to: `git`, `qa`\n\nSee ../guidelines/tone.md\n"
    )
    catch_up(team)
    return {"git": git, "docs": docs, "qa": qa, "tone": tone}


def source_of(document):
    document.refresh_from_db()
    return document.head.source


def rename(document, path, *, by, name=""):
    event = rename_with_references(document, path, bases=plan_rename(document, path, name=name).bases, by=by, name=name)
    catch_up(document.team)
    return event


def test_a_plan_shows_every_file_and_stores_nothing(crew):
    plan = plan_rename(crew["git"], "agents/history.md")

    assert plan.name == "history"
    assert [(file.document.name, file.places) for file in plan.others] == [("docs", 2), ("qa", 1)]
    assert plan.left == ()
    assert "name: history  # as they call it\n" in plan.own.source
    assert plan.others[1].source == crew["qa"].head.source.replace("With Git Agent", "With History Agent")
    assert not Event.objects.filter(action="document.renamed").exists()


def test_an_agent_takes_its_names_along(crew, team, ada):
    before = Edge.objects.filter(target=crew["git"]).count()

    event = rename(crew["git"], "agents/vcs/version-control.md", by=ada)

    assert source_of(crew["git"]).startswith("---\nname: version-control  # as they call it\n")
    assert "### With Version Control Agent\n" in source_of(crew["qa"])
    assert "Ask @version-control.\n" in source_of(crew["docs"])
    assert "- Hands off to: `version-control`, `qa`\n" in source_of(crew["docs"])
    assert (crew["git"].path, crew["git"].slug, crew["git"].name) == (
        "agents/vcs/version-control.md",
        "version-control",
        "version-control",
    )
    assert Edge.objects.filter(target=crew["git"]).count() == before
    assert not Edge.objects.filter(target=None).exists()
    assert event.phrase == "renamed"


def test_a_guideline_takes_its_paths_along(crew, ada):
    rename(crew["tone"], "rules/voice.md", by=ada)

    assert "Follow `.claude/rules/voice.md`, never `guidelines/none.md`.\n" in source_of(crew["git"])
    assert [(one.path, one.target) for one in Reference.objects.filter(target__isnull=False)] == [
        (".claude/rules/voice.md", crew["tone"])
    ]
    assert Reference.objects.filter(is_broken=True).count() == 1


def test_a_name_that_is_not_the_files_stays(crew, team, ada):
    other = create_document(
        team, kind="agent", path="agents/one.md", source="---\nname: two\ndescription: x\n---\n", by=ada
    )

    rename(other, "agents/three.md", by=ada)

    assert source_of(other).startswith("---\nname: two\n")


def test_a_name_can_be_chosen(crew, ada):
    rename(crew["git"], "agents/git.md", name="historian", by=ada)

    assert "### With Historian Agent\n" in source_of(crew["qa"])
    assert crew["git"].path == "agents/git.md"
    assert source_of(crew["git"]).startswith("---\nname: historian")


def test_what_a_moved_file_refers_to_it_still_finds(crew, team, ada):
    source = "# Voice\n\nSee [tone](tone.md) and `./tone.md`.\n"
    voice = create_document(team, kind="guideline", path="guidelines/voice.md", source=source, by=ada)
    catch_up(team)

    rename(voice, "guidelines/deep/voice.md", by=ada)

    assert Reference.objects.filter(source=voice, target=crew["tone"]).count() == 2


def test_it_is_one_step_and_one_undo_brings_every_byte_back(crew, team, ada):
    before = {name: document.head.source for name, document in crew.items()}
    edges = sorted(Edge.objects.values_list("source", "written", "target"), key=str)
    event = rename(crew["git"], "agents/vcs/history.md", by=ada)
    assert Event.objects.filter(action="document.renamed").get() == event
    assert (event.details["before"], event.details["after"]) == ("agents/git.md", "agents/vcs/history.md")
    assert event.writes.count() == 3

    undo(event, by=ada)

    assert {name: source_of(document) for name, document in crew.items()} == before
    assert (crew["git"].path, crew["git"].slug, crew["git"].name) == ("agents/git.md", "git", "git")
    catch_up(team)
    assert sorted(Edge.objects.values_list("source", "written", "target"), key=str) == edges


def test_what_was_saved_since_it_was_shown_is_not_written_over(crew, ada, ben):
    bases = plan_rename(crew["git"], "agents/history.md").bases
    save_document(crew["qa"], crew["qa"].head.source + "\nMore.\n", base=crew["qa"].head, by=ben)

    with pytest.raises(PlanMoved, match="were changed meanwhile") as moved:
        rename_with_references(crew["git"], "agents/history.md", bases=bases, by=ada)

    assert "name: git " in source_of(crew["git"])
    assert "### With Git Agent\n" in source_of(crew["qa"])
    assert rename_with_references(crew["git"], "agents/history.md", bases=moved.value.plan.bases, by=ada)
    assert "### With History Agent\n" in source_of(crew["qa"])
    assert source_of(crew["qa"]).endswith("\nMore.\n")


def test_who_names_it_by_now_is_taken_along_only_when_it_was_shown(crew, team, ada):
    bases = plan_rename(crew["git"], "agents/history.md").bases
    agent(team, ada, "late", "Ask @git.\n")

    with pytest.raises(PlanMoved):
        rename_with_references(crew["git"], "agents/history.md", bases=bases, by=ada)


def test_a_taken_path_changes_nothing(crew, ada):
    with pytest.raises(NameTaken):
        rename(crew["git"], "agents/docs.md", by=ada)

    assert "Ask @git.\n" in source_of(crew["docs"])
    assert crew["docs"].head.number == 1


def test_the_same_name_is_no_step(crew, ada):
    assert rename(crew["git"], "agents/git.md", by=ada) is None


def test_agents_of_other_teams_keep_their_words(crew, ada, eve):
    other = agent(eve.teams.get(), eve, "docs", "Ask @git.\n")
    agent(eve.teams.get(), eve, "git")
    catch_up(eve.teams.get())

    rename(crew["git"], "agents/history.md", by=ada)

    assert other.head_id == type(other).objects.get(pk=other.pk).head_id
