"""The marks of a drawing: links in reading order, kinds told without colour, names that stay names."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from agents.definition.graph.file import to_svg_file
from agents.definition.graph.layout import draw
from agents.definition.graph.model import Graph, Node, Reference, build
from agents.definition.graph.svg import marks
from tests.definition.graph.made import graphs, random_graph

HOSTILE = [
    "</text><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "a\x00b\x1bc\u2028d\ufffe",
    "\u202egnp.exe",
    "&lt;b&gt; ]]> <![CDATA[",
    "' onload='alert(1)",
    "\ud800",
]


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{text}</svg>')


def names(tree: ElementTree.Element) -> set[str]:
    return {element.tag.rpartition("}")[2] for element in tree.iter()}


@pytest.fixture
def team() -> Graph:
    nodes = [Node("qa", "qa", color="green", note="opus", href="/qa/"), Node("git", "git", href="/git/?a=1&b=2")]
    nodes += [Node("docs", "docs"), Node("tone", "tone", "guideline"), Node("law", "Law", "missing")]
    said = [("qa", "git"), ("git", "qa"), ("qa", "docs"), ("docs", "tone"), ("docs", "law")]
    return build(nodes, references=[Reference(*pair) for pair in said])


def test_every_node_is_a_link_with_a_name_in_reading_order(team):
    drawing = draw(team)
    links = [element for element in parsed(marks(drawing)).iter() if element.tag.endswith("}a")]

    assert [link.get("data-n") for link in links] == ["0", "1", "2", "3", "4"]
    assert {link.get("aria-label") for link in links} == {
        "qa, 2 links",
        "git, 1 link",
        "docs, 3 links",
        "tone, guideline, 1 link",
        "Law, no such agent, 1 link",
    }
    assert {link.get("href") for link in links} >= {"/qa/", "/git/?a=1&b=2"}


def test_kinds_of_links_differ_in_stroke_and_head(team):
    text = marks(draw(team))

    assert text.count('class="ln both"') == 1
    assert text.count('class="ln one"') == text.count('class="hd"') == 2
    assert text.count('class="ln gl"') == 1


def test_the_chosen_node_its_lines_and_its_neighbours_are_marked(team):
    text = marks(draw(team), selected="qa")

    assert text.count(" sel") == text.count('aria-current="true"') == 1
    assert text.count(" near") == 2
    assert len(re.findall(r'class="ln [^"]*\bon"', text)) == 2
    assert text.rindex(" on") > text.rindex("ln gl")


def test_it_holds_no_style_and_no_script(team):
    assert re.findall(r"style=|<style|<script|\son\w+=", marks(draw(team), selected="qa")) == []


@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_name_is_a_name(label):
    nodes = [Node("a", label, note=label, group=label, color=label), Node("b", label, "missing")]
    drawing = draw(build(nodes, references=[Reference("a", "b")]))

    page = parsed(marks(drawing))
    file = ElementTree.fromstring(to_svg_file(drawing, title=label))

    assert names(page) <= {"svg", "g", "a", "path", "rect", "text", "tspan", "title", "circle"}
    assert names(file) <= {"svg", "g", "path", "rect", "text", "tspan", "title", "circle", "style"}
    assert not any(key.startswith("on") for tree in (page, file) for element in tree.iter() for key in element.attrib)


@given(graphs(most=8))
@settings(max_examples=30, deadline=None)
def test_every_drawing_is_well_formed(graph):
    drawing = draw(graph)

    assert parsed(marks(drawing)) is not None
    assert ElementTree.fromstring(to_svg_file(drawing, title="Team")) is not None


def test_a_file_stands_alone(team):
    text = to_svg_file(draw(team), title="Platform & friends")

    assert "<title>Platform &amp; friends</title>" in text
    assert "prefers-color-scheme" in text
    assert re.findall(r"href|url\(|@import|http(?!://www\.w3\.org/2000/svg)", text) == []


def test_wide_letters_are_held_in_their_room():
    drawing = draw(build([Node("a", "審査エージェント")], references=[]))

    assert 'textLength="117"' in marks(drawing)


def test_thirty_nodes_are_a_light_picture():
    assert len(marks(draw(random_graph(30, 60, seed=1)))) <= 40 * 1024
