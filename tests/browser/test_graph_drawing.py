"""The drawing of a graph under hand and keyboard."""

import pytest
from django.template.loader import render_to_string
from django.templatetags.static import static

from agents.definition.graph.choice import draw_fitting
from agents.definition.graph.model import Node, Reference, build

pytestmark = pytest.mark.same_on_every_database

NAMES = ("qa", "git", "docs", "api", "ops")
SAID = (("qa", "git"), ("git", "qa"), ("qa", "docs"), ("api", "docs"), ("ops", "api"))
SHOW = """async ([markup, style, module]) => {
  const sheet = document.head.appendChild(document.createElement("link"));
  const loaded = new Promise((resolve) => sheet.addEventListener("load", resolve));
  Object.assign(sheet, { rel: "stylesheet", href: style });
  await loaded;
  document.getElementById("main").innerHTML = markup;
  await import(module);
}"""


@pytest.fixture
def graph_page(page):
    """A page that shows five agents and their links, and nothing else."""
    nodes = [Node(name, name, href=f"#{name}") for name in NAMES]
    drawing = draw_fitting(build(nodes, references=[Reference(*pair) for pair in SAID]))
    markup = "<h1>Graph</h1>" + render_to_string("agents/_graph_svg.html", {"drawing": drawing})
    page.goto("/platform/")
    page.evaluate(SHOW, [markup, static("css/graph.css"), static("js/graph.js")])
    return page


def seen(page) -> list[float]:
    return [float(number) for number in page.locator("svg.drawn").first.get_attribute("viewBox").split()]


def lit(page) -> set[str]:
    return set(page.locator(".nd.lit .nn").all_text_contents())


def test_looking_at_a_node_lights_its_neighbours(graph_page):
    graph_page.get_by_role("link", name="docs, 2 links").hover()

    assert lit(graph_page) == {"docs", "qa", "api"}
    assert graph_page.locator(".ln.lit").count() == 2

    graph_page.mouse.move(1, 1)

    assert lit(graph_page) == set()


def test_the_keyboard_reaches_every_node_and_lights_it(graph_page):
    graph_page.evaluate("document.querySelector('a.nd').focus()")
    reached = [graph_page.evaluate("document.activeElement.querySelector('.nn').textContent")]
    for _ in NAMES[1:]:
        graph_page.keyboard.press("Tab")
        reached.append(graph_page.evaluate("document.activeElement.querySelector('.nn').textContent"))

    assert sorted(reached) == sorted(NAMES)
    assert reached[-1] in lit(graph_page)


def test_buttons_zoom_move_and_fit(graph_page):
    whole = seen(graph_page)

    graph_page.get_by_role("button", name="Zoom in").click()
    near = seen(graph_page)
    graph_page.get_by_role("button", name="Move right").click()
    aside = seen(graph_page)
    graph_page.get_by_role("button", name="Fit to window").click()

    assert near[2] < aside[0] + aside[2] > near[0] + near[2]
    assert aside[1:] == pytest.approx(near[1:], abs=0.2)
    assert seen(graph_page) == whole


def test_keys_do_what_the_buttons_do(graph_page):
    graph_page.evaluate("document.querySelector('a.nd').focus()")
    graph_page.keyboard.press("+")
    near = seen(graph_page)
    graph_page.keyboard.press("ArrowDown")

    assert seen(graph_page)[1] > near[1]

    graph_page.keyboard.press("0")

    assert graph_page.locator("[data-moved]").count() == 0


def test_a_focused_node_is_never_out_of_sight(graph_page):
    graph_page.evaluate("document.querySelector('a.nd').focus()")
    for _ in range(6):
        graph_page.keyboard.press("+")
    graph_page.keyboard.press("Tab")
    graph_page.keyboard.press("Tab")

    assert graph_page.evaluate("""() => {
        const node = document.activeElement.getBoundingClientRect();
        const room = document.querySelector(".paper").getBoundingClientRect();
        return node.left >= room.left - 1 && node.right <= room.right + 1 && node.top >= room.top - 1;
    }""")


def test_it_has_no_violation_and_fits_a_phone(graph_page, find_violations, scrolls_sideways):
    assert find_violations(graph_page) == []

    graph_page.set_viewport_size({"width": 320, "height": 700})

    assert not scrolls_sideways(graph_page)
