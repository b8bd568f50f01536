"""A large team opens on its folders: every name is there, and the lines that carry most."""

from hypothesis import given, settings

from agents.definition.graph.choice import draw_fitting
from agents.definition.graph.folders import draw_folders
from agents.definition.graph.model import Graph, Node, Reference, build
from agents.definition.graph.svg import marks
from tests.definition.graph.made import _overlap, graphs, overlapping, random_graph

LARGE = random_graph(160, 800, seed=1, groups=10)


def test_a_large_team_shows_every_name_in_its_folder():
    drawing = draw_fitting(LARGE)

    assert drawing.way == "folders"
    assert {box.node.id for box in drawing.boxes} == {node.id for node in LARGE.nodes}
    assert [frame.label for frame in drawing.frames if not frame.label.isdigit()] == []
    assert overlapping(drawing.boxes) == []
    assert [a.label for a in drawing.frames for b in drawing.frames if a is not b and _overlap(a, b)] == []


def test_every_folder_that_has_a_link_has_a_line():
    drawing = draw_fitting(LARGE)
    joined = {name for bundle in drawing.bundles for name in (bundle.source, bundle.target)}

    assert joined == {frame.label for frame in drawing.frames}
    assert 10 <= len(drawing.bundles) < 45
    assert len(drawing.bundles) + drawing.left_out == 45
    assert min(bundle.count for bundle in drawing.bundles) > 0


def test_numbers_on_lines_count_links():
    nodes = [Node(f"{g}{i}", f"{g}{i}", group=g) for g in "ab" for i in range(4)]
    references = [Reference("a0", "b0"), Reference("b0", "a0"), Reference("a1", "b0"), Reference("a2", "a3")]

    drawing = draw_folders(build(nodes, references=references))

    assert [(bundle.count, bundle.one_way) for bundle in drawing.bundles] == [(2, 1)]
    assert [frame.note for frame in drawing.frames if frame.label == "a"] == ["4 documents, 1 link within"]


def test_a_name_knows_its_neighbours_though_no_line_is_drawn():
    drawing = draw_fitting(LARGE)
    some = next(box for box in drawing.boxes if box.degree > 3)

    assert set(some.near) == {link.other(some.node.id) for link in LARGE.links_of[some.node.id]}
    assert "data-near=" in marks(drawing)


def test_one_folder_for_all_falls_apart_where_few_links_hold_it():
    nodes = [Node(f"{g}{i}", f"{g}{i}") for g in "ab" for i in range(40)]
    references = [Reference(f"{g}{i}", f"{g}{i + k}") for g in "ab" for i in range(38) for k in (1, 2)]

    drawing = draw_fitting(build(nodes, references=[*references, Reference("a0", "b0")]))

    assert len(drawing.frames) >= 2
    assert all(frame.label.startswith("Around ") for frame in drawing.frames)


def test_small_folders_join_the_one_above():
    nodes = [Node(f"x{i}", f"x{i}", group="dev/back" if i % 2 else "dev/front") for i in range(4)]
    nodes += [Node(f"y{i}", f"y{i}", group="ops") for i in range(4)]

    drawing = draw_folders(build(nodes, references=[]))

    assert {frame.label for frame in drawing.frames} == {"dev", "ops"}


def test_the_name_of_a_folder_leads_where_it_is_told():
    nodes = [Node(f"{g}{i}", f"{g}{i}", group=g) for g in "ab" for i in range(3)]

    drawing = draw_folders(build(nodes, references=[]), hrefs={"a": "?folder=a&x=1"})

    assert 'href="?folder=a&amp;x=1"' in marks(drawing)


def test_a_large_picture_is_a_light_one():
    dense = random_graph(160, 1000, seed=2, groups=10)

    assert len(marks(draw_fitting(dense)).encode()) <= 150 * 1024


def test_nobody_is_nothing():
    assert draw_folders(Graph()).boxes == ()


@given(graphs(most=40, links=2))
@settings(max_examples=30, deadline=None)
def test_no_name_lies_over_another(graph):
    drawing = draw_folders(graph)

    assert overlapping(drawing.boxes) == []
    assert {box.node.id for box in drawing.boxes} == {node.id for node in graph.nodes if node.kind != "missing"}
