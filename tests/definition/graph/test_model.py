"""What texts say of each other becomes links; parts, filters and facts of them."""

import pytest

from agents.definition.graph.facts import facts_of
from agents.definition.graph.model import Graph, Link, Node, Reference, build
from agents.definition.graph.parts import Filters, around, components, filtered
from agents.definition.graph.table import matrix_of, rows_of


@pytest.fixture
def team() -> Graph:
    """qa and git name each other, qa names docs, docs a lawyer nobody is; qa and ops follow a guideline."""
    nodes = [Node(name, name, group="core") for name in ("qa", "git", "docs")]
    nodes += [Node("ops", "ops", group="extra"), Node("alone", "alone"), Node("tone", "tone", "guideline")]
    nodes += [Node("lawyer", "Lawyer", "missing")]
    references = [
        Reference("qa", "git", "mention"),
        Reference("git", "qa"),
        Reference("qa", "docs", "suggested", count=3),
        Reference("docs", "lawyer"),
        Reference("qa", "tone"),
        Reference("ops", "tone"),
    ]
    return build(nodes, references=references)


def test_two_that_name_each_other_have_one_link_of_the_surer_tier(team):
    assert Link("git", "qa", "both_ways", "structure", 2) in team.links
    assert len(team.links) == 5


def test_what_one_says_several_times_is_one_link():
    references = [Reference("a", "b", "suggested"), Reference("a", "b", "mention", count=2)]

    graph = build([Node("a", "a"), Node("b", "b")], references=references)

    assert graph.links == (Link("a", "b", "one_way", "mention", 3),)


def test_references_to_itself_and_to_strangers_are_left_out():
    references = [Reference("a", "a"), Reference("a", "nobody"), Reference("nobody", "a")]

    assert build([Node("a", "a")], references=references).links == ()


def test_an_agent_follows_a_guideline_also_when_the_guideline_names_it_back():
    nodes = [Node("z", "z"), Node("g", "g", "guideline")]

    graph = build(nodes, references=[Reference("g", "z"), Reference("z", "g")])

    assert graph.links == (Link("z", "g", "guideline", count=2),)


def test_around_keeps_neighbours_and_the_links_between_them(team):
    near = around(team, "docs", depth=1)

    assert {node.id for node in near.nodes} == {"docs", "qa", "lawyer"}
    assert len(near.links) == 2
    assert {node.id for node in around(team, "docs", depth=2).nodes} == {"docs", "qa", "lawyer", "git", "tone"}


def test_a_guideline_leads_to_nobody_else(team):
    assert "ops" not in {node.id for node in around(team, "docs", depth=3).nodes}
    assert "ops" in {node.id for node in around(team, "tone", depth=1).nodes}


def test_around_nobody_is_nothing(team):
    assert around(team, "stranger") == Graph()


def test_filters_leave_out_kinds_tiers_and_folders(team):
    everything = filtered(team, Filters())
    without = filtered(team, Filters(guidelines=False, missing=False))
    sure = filtered(team, Filters(tiers=("structure",)))
    core = filtered(team, Filters(groups=("core",)))

    assert everything == team
    assert {node.kind for node in without.nodes} == {"agent"}
    assert ("qa", "docs") not in {(link.source, link.target) for link in sure.links}
    assert {node.id for node in core.nodes} == {"qa", "git", "docs", "tone", "lawyer"}


def test_only_one_way_links_keep_only_their_ends(team):
    shown = filtered(team, Filters(one_way_only=True))

    assert {(link.source, link.target) for link in shown.links} == {("qa", "docs"), ("docs", "lawyer")}
    assert {node.id for node in shown.nodes} == {"qa", "docs", "lawyer"}


def test_facts_count_what_a_page_tells(team):
    facts = facts_of(team)

    assert (facts.agents, facts.links, facts.both_ways) == (5, 2, 1)
    assert [(link.source, link.target) for link in facts.one_way] == [("qa", "docs")]
    assert [(link.source, link.target) for link in facts.unresolved] == [("docs", "lawyer")]
    assert [node.id for node in facts.orphans] == ["alone", "ops"]
    assert facts.hubs == ()


def test_a_hub_has_far_more_links_than_the_usual_agent():
    nodes = [Node(str(i), str(i)) for i in range(12)]
    spokes = [Reference("0", str(i)) for i in range(1, 12)]

    assert [node.id for node in facts_of(build(nodes, references=spokes)).hubs] == ["0"]


def test_parts_that_nothing_links_fall_apart_largest_first(team):
    assert [len(part.nodes) for part in components(team)] == [6, 1]


def test_rows_are_the_links_by_name(team):
    rows = [(row.source.label, row.target.label, row.link.kind) for row in rows_of(team)]

    assert rows == [
        ("docs", "Lawyer", "one_way"),
        ("git", "qa", "both_ways"),
        ("ops", "tone", "guideline"),
        ("qa", "docs", "one_way"),
        ("qa", "tone", "guideline"),
    ]
    assert [row.is_unresolved for row in rows_of(team)] == [True, False, False, False, False]


def test_the_matrix_tells_who_names_whom(team):
    matrix = matrix_of(team)
    at = {node.id: i for i, node in enumerate(matrix.nodes)}

    assert "alone" not in at
    assert matrix.cells[at["qa"]][at["git"]] == matrix.cells[at["git"]][at["qa"]] == "both"
    assert matrix.cells[at["qa"]][at["docs"]] == "names"
    assert matrix.cells[at["docs"]][at["qa"]] == ""
    assert matrix.cells[at["ops"]][at["tone"]] == "follows"
