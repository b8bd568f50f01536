"""Relations of real files: one agent alone, with its team, and every team of the corpus."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from django.core.management import call_command

from agents.definition.collection import Incoming
from agents.definition.edges.reading import resolve, written_edges
from agents.models import Edge, Places, Reference
from agents.operations import places
from agents.operations.documents import archive_document
from agents.operations.folders import read_folder
from agents.operations.importing import import_files
from agents.operations.relations import catch_up
from agents.operations.rename_plans import plan_rename
from agents.operations.renaming import rename_with_references
from agents.operations.rosters import names_of
from agents.operations.staging import import_next, stage_files
from agents.operations.undoing import undo
from agents.queries import collaboration, relations

pytestmark = [pytest.mark.shared, pytest.mark.django_db]
DEMO = Path(__file__).resolve().parent.parent.parent / "agents/demo"
MOST = 400  # files of one team of the corpus


def demo_files():
    files = [*sorted((DEMO / "agents").glob("*.md")), *sorted((DEMO / "guidelines").glob("*.md"))]
    return [Incoming(f".claude/{file.parent.name}/{file.name}", file.read_bytes()) for file in files]


def bring(team, files, by):
    import_files(team, files, by=by, origin="test")
    catch_up(team)


def test_an_agent_alone_keeps_five_names_each_with_its_words(team, ada, shared):
    bring(team, read_folder(shared / "seed"), ada)

    agent = team.documents.get()
    found = relations.collaboration(agent)

    assert found.works_with == []
    assert len(found.unresolved) == 5
    assert all(relation.tier == "structure" for relation in found.unresolved)
    assert all(relation.sentences[0].note.strip() for relation in found.unresolved)


def test_its_names_link_when_the_team_arrives_and_come_loose_with_it(team, ada, shared):
    bring(team, read_folder(shared / "seed"), ada)
    agent = team.documents.get()
    own = Path("agents/backend-specialist.md")

    bring(team, [file for file in demo_files() if not file.path.endswith(own.name)], ada)

    found = relations.collaboration(agent)
    assert (len(found.works_with), found.unresolved) == (5, [])
    qa = team.documents.get(path="agents/qa.md")
    archive_document(qa, by=ada)
    catch_up(team)
    found = relations.collaboration(agent)
    assert (len(found.works_with), len(found.unresolved)) == (4, 1)


def test_its_guideline_is_missed_and_found_when_it_arrives(team, ada, shared):
    bring(team, read_folder(shared / "seed"), ada)
    agent = team.documents.get()
    (missed,) = relations.follows(agent)
    assert (missed.target, missed.is_broken) == (None, True)

    path = missed.path.removeprefix(".claude/")
    bring(team, [Incoming(f".claude/{path}", b"# A guideline\n")], ada)

    (found,) = relations.follows(agent)
    assert (found.target.path, found.is_broken) == (path, False)
    assert [(one.source, one.note) for one in relations.followed_by(found.target)] == [(agent, found.note)]


def test_the_demo_team_is_read_when_it_is_added(ada, shared, django_capture_on_commit_callbacks):
    from agents.operations.demo import add_demo

    with django_capture_on_commit_callbacks(execute=True):
        team = add_demo(by=ada)

    facts = collaboration.facts(team)
    assert (facts.agents, facts.unread) == (6, 0)
    assert facts.links > 5
    assert Reference.objects.filter(team=team, target__isnull=False).exists()
    assert not Reference.objects.filter(team=team, is_broken=True).exists()


def corpus(shared):
    found = defaultdict(list)
    with (shared / "corpus/MANIFEST.tsv").open(encoding="utf-8", newline="") as manifest:
        for row in csv.DictReader(manifest, delimiter="\t"):
            if row["kind"] != "licence":
                repository, _, path = row["path"].partition("/")
                found[repository].append(Incoming(path, (shared / "corpus" / row["path"]).read_bytes()))
    return found


def test_every_file_of_the_corpus_is_read_and_the_index_says_what_the_texts_say(team, ada, shared):
    files = max(corpus(shared).values(), key=len)[:MOST]
    bring(team, files, ada)
    names = names_of(team)

    for document in team.documents.filter(kind="agent", archived_at=None).select_related("head"):
        said = resolve(written_edges(document.head.source), roster=names.roster, self_id=document.pk)
        kept = Edge.objects.filter(source=document).values_list("line", "start", "target")
        assert sorted(kept, key=str) == sorted(((e.line, e.start, e.id) for e in said), key=str), document.path


@pytest.mark.parametrize("size", ["small", "large"])
def test_places_come_back_as_they_were_read(shared, size):
    texts = [file.content.decode("utf-8", "replace") for files in corpus(shared).values() for file in files]
    texts = sorted(texts, key=len)[:200] if size == "small" else sorted(texts, key=len)[-40:]

    for text in texts:
        read = written_edges(text)
        assert [one._replace(note="") for one in places.names(places.packed(read))] == [
            one._replace(note="") for one in read
        ]


def test_teams_of_the_corpus_come_in_through_the_page_without_a_loose_end(ada, shared):
    from agents.operations.people import create_team

    for number, files in enumerate(corpus(shared).values()):
        team = create_team(f"Team {number}", slug=f"team-{number}", by=ada)
        staged = stage_files(team, files, by=ada, origin="corpus")
        while staged.state != "done":
            import_next(staged)
        assert collaboration.facts(team).unread == 0
        assert Places.objects.filter(document__team=team).count() == team.documents.count()


def test_a_rebuild_finds_what_stands_there_already(team, ada, shared):
    bring(team, demo_files(), ada)
    before = set(Edge.objects.values_list("pk", "line", "start", "target"))
    assert before

    call_command("reindex", verbosity=0)

    assert set(Edge.objects.values_list("pk", "line", "start", "target")) == before


def test_a_rebuild_mends_what_is_wrong(team, ada, shared):
    bring(team, demo_files(), ada)
    before = set(Edge.objects.values_list("source", "line", "start", "target"))
    Edge.objects.filter(pk__in=list(Edge.objects.values_list("pk", flat=True)[::2])).delete()
    Edge.objects.update(target=None, note="")

    call_command("reindex", verbosity=0)

    assert set(Edge.objects.values_list("source", "line", "start", "target")) == before
    assert not Edge.objects.filter(note="").exists()


def test_a_rename_in_the_largest_team_leaves_nobody_behind_and_is_undone_to_the_byte(team, ada, shared):
    bring(team, [file for file in max(corpus(shared).values(), key=len) if file.path.endswith(".md")], ada)
    hub = team.documents.get(pk=collaboration.facts(team).hubs[0])
    named = Edge.objects.filter(target=hub).count()
    loose = set(Edge.objects.filter(team=team, target=None).values_list("source", "written"))
    texts = dict(team.documents.values_list("path", "head__source"))
    path = f"{hub.path.rpartition('/')[0]}/keeper-of-the-lighthouse.md"

    plan = plan_rename(hub, path)
    event = rename_with_references(hub, path, bases=plan.bases, by=ada)
    catch_up(team)

    assert plan.left == ()
    assert len(plan.others) >= 5
    assert Edge.objects.filter(target=hub).count() == named
    assert set(Edge.objects.filter(team=team, target=None).values_list("source", "written")) == loose

    undo(event, by=ada)

    assert dict(team.documents.values_list("path", "head__source")) == texts
    catch_up(team)
    assert Edge.objects.filter(target=hub).count() == named
