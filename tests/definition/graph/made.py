"""Graphs for tests: drawn by chance, of a size, and looked at as geometry."""

from itertools import combinations, pairwise
from random import Random

from hypothesis import strategies as st

from agents.definition.graph.drawing import Box, Curve, Drawing, Frame, sampled
from agents.definition.graph.model import Graph, Node, Reference, build

WORDS = ("backend", "front", "qa", "git", "docs", "data", "api", "cloud", "mobile", "release", "security", "search")
TAILS = ("", "-agent", "-reviewer", "-specialist", "-architect-for-everything-and-more")

LABELS = st.one_of(
    st.sampled_from([word + tail for word in WORDS for tail in TAILS]),
    st.text(min_size=1, max_size=64),
    st.text("abcWM-審🚀", min_size=50, max_size=64),
)


@st.composite
def graphs(draw, *, least: int = 0, most: int = 12, links: int = 2):
    """A graph of ``least`` to ``most`` nodes with at most ``links`` references a node."""
    size = draw(st.integers(least, most))
    kinds = st.sampled_from(["agent", "agent", "agent", "agent", "guideline", "missing"])
    nodes = [Node(str(i), draw(LABELS), draw(kinds), draw(st.sampled_from(["", "a", "a/b"]))) for i in range(size)]
    ends = st.integers(0, max(size - 1, 0)).map(str)
    references = draw(st.lists(st.builds(Reference, ends, ends), max_size=size * links)) if size else []
    return build(nodes, references=references)


def random_graph(size: int, links: int, *, seed: int, groups: int = 1) -> Graph:
    """A connected graph with exactly ``links`` links, about half of them one-way."""
    random = Random(seed)
    pairs = {(random.randrange(i), i) for i in range(1, size)}
    while len(pairs) < links:
        pairs.add(tuple(sorted(random.sample(range(size), 2))))
    nodes = [Node(f"{i:03}", f"{WORDS[i % 12]}-agent-{i}", group=f"{i % groups}" * (groups > 1)) for i in range(size)]
    references = []
    for a, b in sorted(pairs):
        references.append(Reference(f"{a:03}", f"{b:03}"))
        if random.random() < 0.5:
            references.append(Reference(f"{b:03}", f"{a:03}"))
    return build(nodes, references=references)


def overlapping(boxes: list[Box] | tuple[Box, ...]) -> list[tuple[str, str]]:
    """Pairs of boxes that lie over each other."""
    return [(a.node.label, b.node.label) for a, b in combinations(boxes, 2) if _overlap(a, b)]


def _overlap(a: Box | Frame, b: Box | Frame) -> bool:
    apart_across = a.x + a.width <= b.x or b.x + b.width <= a.x
    apart_down = a.y + a.height <= b.y or b.y + b.height <= a.y
    return not (apart_across or apart_down)


def lines_through_boxes(drawing: Drawing) -> list[tuple[str, str, str]]:
    """Lines that run through the box of a node they do not belong to."""
    return [
        (line.link.source, line.link.target, box.node.id)
        for line in drawing.lines
        for box in drawing.boxes
        if box.node.id not in (line.link.source, line.link.target)
        and any(_is_inside(point, box) for point in sampled(line.curve))
    ]


def _is_inside(point: tuple[float, float], box: Box) -> bool:
    return box.x + 1 < point[0] < box.x + box.width - 1 and box.y + 1 < point[1] < box.y + box.height - 1


def crossings(drawing: Drawing) -> int:
    """How often the lines of a drawing cross, by geometry alone."""
    paths = [list(sampled(line.curve, steps=8)) for line in drawing.lines]
    return sum(_crossings(a, b) for a, b in combinations(paths, 2))


def _crossings(first: Curve, second: Curve) -> int:
    return sum(_cross(*a, *b) for a in pairwise(first) for b in pairwise(second))


def _cross(a, b, c, d) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a, b, c) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
