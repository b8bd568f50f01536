"""Edges and references follow the texts and the team, and nothing else."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.models import Edge, Places, Reference, ResolvedRoster
from agents.operations import relations
from agents.operations.documents import (
    archive_document,
    archive_documents,
    create_document,
    rename_document,
    restore_document,
    save_document,
)
from agents.operations.relations import catch_up


def agent(team, by, name, body="You help.\n", *, path=""):
    source = f"---\nname: {name}\ndescription: Helps with {name}.\n---\n\n{body}"
    return create_document(team, kind="agent", path=path or f"agents/{name}.md", source=source, by=by)


def works_with(*names):
    return "## Collaboration Patterns\n" + "".join(f"\n### With {name} Agent\n\n- Before you start\n" for name in names)


def edges(team):
    catch_up(team)
    found = Edge.objects.filter(team=team).order_by("source__name", "line", "start")
    return [tuple(row) for row in found.values_list("source__name", "written", "target__name")]


def test_an_agent_alone_keeps_whom_it_names(team, qa):
    assert edges(team) == [("qa", "Git Agent", None)]

    edge = Edge.objects.get()
    assert (edge.tier, edge.heading, edge.note) == (
        "structure",
        "With Git Agent",
        "- Ask for a branch before you start",
    )
    assert qa.head.source.split("\n")[edge.line - 1][edge.start : edge.end] == "Git Agent"


def test_names_link_by_themselves_when_the_others_arrive(team, ada, qa):
    assert edges(team) == [("qa", "Git Agent", None)]

    agent(team, ada, "git")

    assert edges(team) == [("qa", "Git Agent", "git")]


def test_names_come_loose_when_the_other_is_archived_and_link_again_when_it_is_restored(team, ada, qa):
    git = agent(team, ada, "git", works_with("QA"))
    assert edges(team) == [("git", "QA Agent", "qa"), ("qa", "Git Agent", "git")]

    archive_document(git, by=ada)
    assert edges(team) == [("qa", "Git Agent", None)]

    restore_document(git, by=ada)
    assert edges(team) == [("git", "QA Agent", "qa"), ("qa", "Git Agent", "git")]


def test_a_rename_makes_names_mean_somebody_else(team, ada, qa):
    vcs = create_document(team, kind="agent", path="agents/vcs.md", source="You keep history.\n", by=ada)
    assert edges(team) == [("qa", "Git Agent", None)]

    rename_document(vcs, "agents/git.md", by=ada)

    assert edges(team) == [("qa", "Git Agent", "git")]


def test_an_edit_changes_only_the_edges_it_touches(team, ada, qa):
    body = works_with("QA", "Docs")
    git = agent(team, ada, "git", body)
    edges(team)
    kept = set(Edge.objects.exclude(source=git).values_list("pk", flat=True))
    kept.add(Edge.objects.get(written="QA Agent").pk)

    save_document(git, git.head.source.replace("Docs", "Release"), base=git.head, by=ada)

    assert edges(team) == [("git", "QA Agent", "qa"), ("git", "Release Agent", None), ("qa", "Git Agent", "git")]
    assert kept <= set(Edge.objects.values_list("pk", flat=True))


def test_two_whom_a_name_fits_are_both_kept(team, ada, qa):
    one, other = agent(team, ada, "git-expert"), agent(team, ada, "git-specialist")

    assert edges(team) == [("qa", "Git Agent", None)]
    assert Edge.objects.get().other_ids == [one.pk, other.pk]


def test_nobody_of_another_team_is_meant(team, ada, qa, eve):
    agent(eve.teams.get(), eve, "git")

    assert edges(team) == [("qa", "Git Agent", None)]
    assert edges(eve.teams.get()) == []


def test_a_guideline_is_known_by_its_path(team, ada, tone):
    body = "Follow `.claude/guidelines/tone.md`, @../guidelines/tone.md, `.claude/rules/none.md`, not `README.md`.\n"
    source = agent(team, ada, "writer", body)

    catch_up(team)

    found = Reference.objects.filter(source=source).values_list("path", "target", "is_broken", "note")
    assert list(found) == [
        (".claude/guidelines/tone.md", tone.pk, False, body.strip()),
        ("../guidelines/tone.md", tone.pk, False, body.strip()),
        (".claude/rules/none.md", None, True, body.strip()),
    ]


def test_a_reference_breaks_with_the_rename_of_its_guideline_and_mends_with_the_next(team, ada, tone):
    agent(team, ada, "writer", "Follow `.claude/guidelines/tone.md`.\n")
    rename_document(tone, "guidelines/voice.md", by=ada)
    catch_up(team)
    assert list(Reference.objects.values_list("target", "is_broken")) == [(None, True)]

    rename_document(tone, "guidelines/tone.md", by=ada)
    catch_up(team)
    assert list(Reference.objects.values_list("target", "is_broken")) == [(tone.pk, False)]


def test_nothing_is_written_when_nothing_changed(team, ada, qa, tone, django_assert_max_num_queries):
    agent(team, ada, "git", works_with("QA"))
    catch_up(team)
    before = ResolvedRoster.objects.get(team=team).round

    with django_assert_max_num_queries(5) as asked:
        catch_up(team)

    assert ResolvedRoster.objects.get(team=team).round == before
    assert all(query["sql"].lstrip("( ").startswith("SELECT") for query in asked)


def test_queries_do_not_grow_with_the_team(team, ada):
    for number in range(4):
        agent(team, ada, f"few-{number}", works_with("Few 0"))
    catch_up(team)
    one = agent(team, ada, "one", works_with("Few 1"))
    with CaptureQueriesContext(connection) as few:
        catch_up(team)
    for number in range(30):
        agent(team, ada, f"many-{number}", works_with("Few 2"))
    catch_up(team)
    save_document(one, one.head.source + "\nMore.\n", base=one.head, by=ada)

    with CaptureQueriesContext(connection) as many:
        catch_up(team)

    assert len(many) <= len(few)


def test_what_was_lost_between_a_save_and_its_reading_is_made_anew(team, ada, qa):
    agent(team, ada, "git")
    edges(team)
    Places.objects.filter(document=qa).delete()
    Edge.objects.all().delete()

    assert edges(team) == [("qa", "Git Agent", "git")]


def test_texts_read_by_older_recognisers_are_read_again(team, qa):
    edges(team)
    Places.objects.update(version=0, names="")

    edges(team)

    assert Places.objects.get(document=qa).version == Places.CURRENT
    assert Places.objects.get(document=qa).names != ""


def test_many_texts_are_read_in_steps_and_linked_in_the_end(team, ada):
    for number in range(5):
        agent(team, ada, f"agent-{number}", works_with(f"Agent {(number + 1) % 5}"))

    assert catch_up(team, most=2) == 3
    assert catch_up(team, most=2) == 1
    assert catch_up(team, most=2) == 0
    assert Edge.objects.filter(team=team, target__isnull=False).count() == 5


def test_nobody_waits_for_two_readers_and_none_writes_what_is_older(team, ada, qa, monkeypatch):
    read = relations.places.read
    agent(team, ada, "git")

    def read_while_somebody_saves(document):
        monkeypatch.setattr(relations.places, "read", read)
        save_document(qa, qa.head.source.replace("Git Agent", "Docs Agent"), base=qa.head, by=ada)
        catch_up(team)
        return read(document)

    monkeypatch.setattr(relations.places, "read", read_while_somebody_saves)

    assert edges(team) == [("qa", "Docs Agent", None)]


def test_relations_follow_a_write_by_themselves(team, ada, qa, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        git = agent(team, ada, "git", works_with("QA"))
    assert Edge.objects.filter(target__isnull=False).count() == 2

    with django_capture_on_commit_callbacks(execute=True) as asked:
        archive_documents([git, qa], by=ada)
    assert not Edge.objects.exists()
    assert len(asked) >= 1


def test_one_transaction_is_caught_up_with_once(team, ada, qa, django_capture_on_commit_callbacks, monkeypatch):
    caught = []
    monkeypatch.setattr(relations, "catch_up", lambda team, **_: caught.append(team))
    others = [agent(team, ada, name) for name in ("one", "two", "three")]

    with django_capture_on_commit_callbacks(execute=True):
        archive_documents(others, by=ada)

    assert caught == [team]


def test_a_write_stands_when_its_relations_cannot_be_read(
    team, ada, qa, django_capture_on_commit_callbacks, monkeypatch, caplog
):
    def fail(team, **_):
        raise RecursionError

    with monkeypatch.context() as broken, django_capture_on_commit_callbacks(execute=True):
        broken.setattr(relations, "catch_up", fail)
        agent(team, ada, "git")
    assert "The relations of platform could not be read." in caplog.text

    with django_capture_on_commit_callbacks(execute=True):
        agent(team, ada, "other")
    assert Edge.objects.get(source=qa).target.name == "git"
