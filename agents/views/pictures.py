"""A team's graph as a sight shows it: filtered, focused, drawn, with a link at every node."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from agents.definition.graph.choice import draw_fitting
from agents.definition.graph.clusters import grouped
from agents.definition.graph.drawing import Drawing
from agents.definition.graph.facts import degrees_of
from agents.definition.graph.layout import MOST_DRAWN
from agents.definition.graph.model import Graph, Node, Reference, build, graph_of
from agents.definition.graph.parts import around, filtered
from agents.memory import cache
from agents.models import Team
from agents.queries import graph as queries
from agents.views.sights import Sight, name_of

KEPT_SECONDS = 30 * 86_400


@dataclass(frozen=True)
class Picture:
    """The whole team and what is shown of it.  ``names`` are the nodes' ids by how an address names them."""

    team: Team
    sight: Sight
    whole: Graph
    graph: Graph
    said: Mapping[tuple[str, str], queries.Said]
    names: Mapping[str, str]
    counts: Mapping[str, int]

    def node(self, name: str) -> Node | None:
        """The node an address names, or None."""
        return self.whole.by_id.get(self.names.get(name, ""))

    @property
    def is_overview(self) -> bool:
        """Whether there is too much to draw every link."""
        return len(self.graph.nodes) > MOST_DRAWN

    @cached_property
    def agents(self) -> dict[str, Node]:
        """Every agent of the team by its slug."""
        nodes = {name: self.whole.by_id[node_id] for name, node_id in self.names.items()}
        return {name: node for name, node in nodes.items() if node.kind == "agent"}

    @property
    def first_agent(self) -> str:
        return next(iter(self.agents), "")

    @property
    def folders(self) -> list[str]:
        return sorted({node.group or "/" for node in self.agents.values()})


def picture(team: Team, sight: Sight) -> Picture:
    """Gather what ``sight`` shows of a team."""
    found = queries.graph(team)
    names = {name_of(kind=node.kind, slug=node.slug, key=node.key): node.id for node in found.nodes}
    nodes = [_node(one, sight.but(at=name)) for one, name in zip(found.nodes, names, strict=True)]
    whole = build(nodes, references=[Reference(*_said(one)) for one in found.said])
    graph = filtered(whole, sight.filters)
    if sight.focus:
        graph = around(graph, names.get(sight.focus, ""), depth=sight.steps)
    said = {(one.source, one.target): one for one in found.said}
    return Picture(team, sight, whole, graph, said, names, found.counts)


def _node(found: queries.Node, sight: Sight) -> Node:
    note = (found.model or "inherit") if found.kind == "agent" else ""
    href = f"{sight.address}#inspector"
    kind = found.kind
    return Node(found.id, found.name, kind, found.folder, note, found.color, href)  # type: ignore[arg-type]


def _said(one: queries.Said):
    return one.source, one.target, one.tier, one.count


def drawn(shown: Picture) -> Drawing:
    """Draw what is shown; what was drawn before keeps its place."""
    graph, sight = shown.graph, shown.sight
    if shown.is_overview:
        graph = _linked_first(graph)
    key = f"graph-places:{shown.team.pk}:{sight.plain.address}"
    drawing = draw_fitting(graph, kept=cache.get(key), degrees=degrees_of(shown.whole), hrefs=_hrefs(shown))
    cache.set(key, {name: (column, rank) for name, column, rank in drawing.places}, KEPT_SECONDS)
    return drawing


def _linked_first(graph: Graph) -> Graph:
    """An overview is of agents and guidelines: names nobody bears are in no folder."""
    return graph_of(
        [node for node in graph.nodes if node.kind != "missing"],
        links=[link for link in graph.links if graph.by_id[link.target].kind != "missing"],
    )


def _hrefs(shown: Picture) -> dict[str, str]:
    """From the name of each frame to a page that shows it alone: a folder, or the neighbours of a hub."""
    if not shown.is_overview:
        return {}
    sight = shown.sight.but(at="", focus="", depth="", folder="")
    names = {node_id: name for name, node_id in shown.names.items()}
    hrefs = {}
    for label, nodes in grouped(shown.graph).items():
        hub = next((node for node in nodes if label == f"Around {node.label}"), None)
        if hub:
            hrefs[label] = sight.but(focus=names[hub.id]).address
        elif all(node.group == label for node in nodes):
            hrefs[label] = sight.but(folder=label).address
    return hrefs
