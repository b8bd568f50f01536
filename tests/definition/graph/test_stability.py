"""A picture one knows stays: a change moves what it must and leaves the rest where it was."""

import pytest

from agents.definition.graph.drawing import Drawing
from agents.definition.graph.layout import draw
from agents.definition.graph.model import Graph, Node, Reference, build
from tests.definition.graph.made import lines_through_boxes, overlapping, random_graph


def kept(drawing: Drawing) -> dict[str, tuple[int, int]]:
    return {name: (column, rank) for name, column, rank in drawing.places}


def references_of(graph: Graph) -> list[Reference]:
    both = [Reference(link.target, link.source) for link in graph.links if link.kind == "both_ways"]
    return [*(Reference(link.source, link.target) for link in graph.links), *both]


def with_one_more(graph: Graph) -> Graph:
    """The team after someone joined who works with two of it."""
    joined = [Reference("new", "003"), Reference("new", "007"), Reference("007", "new")]
    return build([*graph.nodes, Node("new", "a-new-agent")], references=[*references_of(graph), *joined])


def agreement(before: Drawing, after: Drawing) -> float:
    """The share of pairs that still lie left or right, above or below each other as they did."""
    was = {box.node.id: box.middle for box in before.boxes}
    now = {box.node.id: box.middle for box in after.boxes}
    pairs = [(a, b) for a in was for b in was if a < b and a in now and b in now]
    same = sum(_sides(was[a], was[b]) == _sides(now[a], now[b]) for a, b in pairs)
    return same / len(pairs)


def _sides(a, b) -> tuple[bool, bool]:
    return a[0] - b[0] > 40, a[1] - b[1] > 40


@pytest.mark.parametrize("seed", range(5))
def test_a_new_agent_leaves_the_others_where_they_were(seed):
    graph = random_graph(30, 60, seed=seed)
    before = draw(graph)

    after = draw(with_one_more(graph), kept=kept(before))

    assert agreement(before, after) >= 0.85
    assert overlapping(after.boxes) == []
    assert lines_through_boxes(after) == []


@pytest.mark.parametrize("seed", range(5))
def test_a_new_link_between_two_columns_moves_no_node_to_another(seed):
    graph = random_graph(30, 60, seed=seed)
    before = draw(graph)
    columns = {name: column for name, column, _ in before.places if "\n" not in name}
    pair = next((a, b) for a in columns for b in columns if columns[a] < columns[b] and not _are_linked(graph, a, b))

    after = draw(build(graph.nodes, references=[*references_of(graph), Reference(*pair)]), kept=kept(before))

    assert {name: column for name, column, _ in after.places if "\n" not in name} == columns


def _are_linked(graph: Graph, a: str, b: str) -> bool:
    return any({link.source, link.target} == {a, b} for link in graph.links)


def test_an_agent_that_left_leaves_the_others_where_they_were():
    graph = random_graph(20, 32, seed=3)
    before = draw(graph)
    nodes = [node for node in graph.nodes if node.id != "010"]

    after = draw(build(nodes, references=references_of(graph)), kept=kept(before))

    assert agreement(before, after) >= 0.8


def test_an_unchanged_team_is_drawn_where_it_was():
    graph = random_graph(30, 60, seed=1)
    before = draw(graph)

    after = draw(graph, kept=kept(before))

    assert after.places == before.places
    assert after.boxes == before.boxes


def test_a_ring_keeps_its_order():
    graph = random_graph(24, 90, seed=1)
    before = draw(graph)

    after = draw(with_one_more(graph), kept=kept(before))
    order = [box.node.id for box in after.boxes if box.node.id != "new"]

    assert before.way == after.way == "ring"
    assert order == [box.node.id for box in before.boxes]


def test_places_of_a_ring_are_no_columns():
    ring = draw(random_graph(24, 90, seed=1))

    columns = draw(random_graph(24, 40, seed=1), kept=kept(ring))

    assert columns == draw(random_graph(24, 40, seed=1))
