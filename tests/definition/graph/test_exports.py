"""The graph in the languages of others: readable, and no name breaks out of its quotes."""

import re

import pytest
from hypothesis import given, settings

from agents.definition.graph.dot import to_dot
from agents.definition.graph.mermaid import to_mermaid
from agents.definition.graph.model import Graph, Node, Reference, build
from agents.definition.graph.names import readable_ids
from tests.definition.graph.made import graphs
from tests.definition.graph.test_svg import HOSTILE

NODE_LINE = re.compile(r' *[a-z][a-z0-9_]*(?:\["[^"]*"\]|\[/"[^"]*"/\]|\{\{"[^"]*"\}\})')
SUBGRAPH_LINE = re.compile(r'  subgraph folder_\d+\["[^"]*"\]')
LINK_LINE = re.compile(r"  [a-z][a-z0-9_]* (?:<-->|-\.->|-\.-) [a-z][a-z0-9_]*")
DOT_TEXT = r'"(?:[^"\\]|\\["\\])*"'
DOT_LINE = re.compile(
    rf"  rankdir=LR;|  node \[shape=box\];|  subgraph cluster_\d+ {{|  }}|    label={DOT_TEXT};"
    rf"|  (?:  )?[a-z][a-z0-9_]* \[label={DOT_TEXT}[^\]]*\];"
    r"|  [a-z][a-z0-9_]* -> [a-z][a-z0-9_]* \[[a-z=, ]+\];"
)


@pytest.fixture
def team() -> Graph:
    nodes = [Node("1", "QA lead", group="core"), Node("2", "git", group="core"), Node("3", "end")]
    nodes += [Node("4", "tone", "guideline"), Node("5", "Legal?", "missing")]
    said = [("1", "2"), ("2", "1"), ("3", "1"), ("1", "4"), ("3", "5")]
    return build(nodes, references=[Reference(*pair) for pair in said])


def test_mermaid_has_folders_shapes_and_strokes(team):
    assert to_mermaid(team) == (
        "flowchart LR\n"
        '  legal{{"Legal#63;"}}\n'
        '  n_end["end"]\n'
        '  tone[/"tone"/]\n'
        '  subgraph folder_1["core"]\n'
        '    qa_lead["QA lead"]\n'
        '    git["git"]\n'
        "  end\n"
        "  qa_lead <--> git\n"
        "  qa_lead -.- tone\n"
        "  n_end -.-> qa_lead\n"
        "  n_end -.-> legal\n"
    )


def test_dot_has_clusters_shapes_and_strokes(team):
    assert to_dot(team) == (
        "digraph team {\n"
        "  rankdir=LR;\n"
        "  node [shape=box];\n"
        '  legal [label="Legal?", style=dashed];\n'
        '  n_end [label="end"];\n'
        '  tone [label="tone", shape=note];\n'
        "  subgraph cluster_1 {\n"
        '    label="core";\n'
        '    qa_lead [label="QA lead"];\n'
        '    git [label="git"];\n'
        "  }\n"
        "  qa_lead -> git [dir=both];\n"
        "  qa_lead -> tone [style=dotted, dir=none];\n"
        "  n_end -> qa_lead [style=dashed];\n"
        "  n_end -> legal [style=dashed];\n"
        "}\n"
    )


@given(graphs(most=8))
@settings(max_examples=60, deadline=None)
def test_every_line_is_of_the_language(graph):
    mermaid = to_mermaid(graph).splitlines()
    dot = to_dot(graph).splitlines()

    strange = [line for line in mermaid[1:] if line != "  end" and not _is_mermaid(line)]
    assert (mermaid[0], strange) == ("flowchart LR", [])
    assert (dot[0], dot[-1]) == ("digraph team {", "}")
    assert [line for line in dot[1:-1] if not DOT_LINE.fullmatch(line)] == []


def _is_mermaid(line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in (NODE_LINE, SUBGRAPH_LINE, LINK_LINE))


@pytest.mark.parametrize("label", [*HOSTILE, 'a"]\n  x-->y', "`code`", "%%{init: {}}%%", "a;b#quot;", 'x\\" -> y'])
def test_a_hostile_name_stays_within_its_quotes(label):
    graph = build([Node("a", label, group=label)], references=[])

    assert [line for line in to_mermaid(graph).splitlines()[1:] if line != "  end" and not _is_mermaid(line)] == []
    assert [line for line in to_dot(graph).splitlines()[1:-1] if not DOT_LINE.fullmatch(line)] == []


@given(graphs(most=10))
@settings(max_examples=40, deadline=None)
def test_ids_are_never_the_same_twice(graph):
    ids = readable_ids(graph)

    assert len(set(ids.values())) == len(graph.nodes)
