"""One agent imported alone keeps its edges, and they link by themselves when the others arrive."""

from pathlib import Path

import pytest

from agents.definition.edges.reading import read_edges
from agents.definition.edges.references import Tree, read_references
from agents.definition.edges.roster import Roster
from tests.definition.edges.gold import named

DEMO = Path(__file__).resolve().parents[3] / "agents" / "demo"


@pytest.fixture(scope="module")
def seed(shared):
    return (shared / "seed/.claude/agents/backend-specialist.md").read_text(encoding="utf-8")


@pytest.mark.shared
def test_alone_it_keeps_five_edges_each_with_its_note(seed):
    edges = read_edges(seed, roster=Roster([named(1, "agents/backend-specialist.md", seed)]), self_id=1)

    assert [(edge.id, edge.tier) for edge in edges] == [(None, "structure")] * 5
    assert all(len(edge.note.splitlines()) == 3 for edge in edges)
    assert all(edge.heading == f"With {edge.target}" for edge in edges)


@pytest.mark.shared
def test_with_the_demo_team_all_five_lead_somewhere(seed):
    edges = read_edges(seed, roster=demo_roster(), self_id=0)

    assert [edge.id is not None for edge in edges] == [True] * 5
    assert len({edge.id for edge in edges}) == 5


@pytest.mark.shared
def test_its_guideline_is_broken_until_it_arrives(seed):
    (alone,) = read_references(seed, tree=Tree(["agents/backend-specialist.md"]), at="agents/backend-specialist.md")
    path = alone.written.path.removeprefix(".claude/")
    (found,) = read_references(seed, tree=Tree([path]), at="agents/backend-specialist.md")

    assert (alone.path, alone.is_broken) == (None, True)
    assert (found.path, found.is_broken) == (path, False)


def test_every_edge_and_guideline_of_the_demo_team_leads_somewhere():
    roster = demo_roster()
    tree = Tree([path.relative_to(DEMO).as_posix() for path in DEMO.glob("**/*.md")])
    edges, references = [], []
    for number, path in enumerate(demo_agents()):
        text = path.read_text(encoding="utf-8")
        edges += read_edges(text, roster=roster, self_id=number)
        references += read_references(text, tree=tree, at=f"agents/{path.name}")

    assert [edge.target for edge in edges if edge.id is None] == []
    assert [one.written.path for one in references if one.path is None] == []
    assert len(edges) > 10
    assert len(references) > 3


def demo_agents():
    return sorted(DEMO.glob("agents/*.md"))


def demo_roster():
    return Roster([named(number, path.name, path.read_text("utf-8")) for number, path in enumerate(demo_agents())])
