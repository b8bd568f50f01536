"""The drawing inside a page: labelled, with a legend of what is there and buttons for every move."""

import re

from django.template.loader import render_to_string

from agents.definition.graph.choice import draw_fitting
from agents.definition.graph.layout import draw
from agents.definition.graph.model import Node, Reference, build
from tests.definition.graph.made import random_graph


def drawn(graph, **context) -> str:
    return render_to_string("agents/_graph_svg.html", {"drawing": draw_fitting(graph), **context})


def test_the_legend_tells_the_kinds_that_are_there():
    both = build([Node("a", "a"), Node("b", "b")], references=[Reference("a", "b"), Reference("b", "a")])
    all_kinds = build(
        [Node("a", "a"), Node("b", "b"), Node("g", "g", "guideline"), Node("m", "m", "missing")],
        references=[Reference("a", "b"), Reference("a", "g"), Reference("a", "m")],
    )

    assert re.findall(r"</svg>([\w ]+)</span>", drawn(both)) == ["both say so"]
    assert re.findall(r"</svg>([\w ]+)</span>", drawn(all_kinds)) == [
        "only one does",
        "follows a guideline",
        "no such agent",
    ]


def test_the_picture_has_a_name_and_its_own_size():
    text = drawn(random_graph(6, 8, seed=1))
    drawing = draw(random_graph(6, 8, seed=1))

    assert 'role="group" aria-label="Agents and the links between them"' in text
    assert f'viewBox="0 0 {drawing.width:.0f} {drawing.height:.0f}"' in text


def test_numbers_of_a_wide_picture_have_no_separators():
    text = drawn(random_graph(160, 800, seed=1, groups=10))

    assert re.search(r'viewBox="0 0 \d{4} \d{3,4}" width="\d{4}"', text)
    assert "thinner lines not drawn" in text


def test_every_move_has_a_button():
    moves = re.findall(r'data-move="(\w+)" aria-label="[\w ]+"', drawn(random_graph(6, 8, seed=1)))

    assert moves == ["left", "up", "down", "right", "in", "out", "fit"]


def test_the_chosen_node_is_marked_and_the_region_beside_it_named():
    text = drawn(random_graph(6, 8, seed=1), selected="003", target="inspector")

    assert text.count('aria-current="true"') == 1
    assert 'data-target="#inspector"' in text
