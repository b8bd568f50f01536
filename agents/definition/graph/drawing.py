"""A graph with its place on paper: boxes, lines and captions as numbers, in pixels at full size.

``boxes`` stand in reading order, which is the order of Tab.  No two boxes overlap, and no line runs
through a box but those at its ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from agents.definition.graph.model import Link, Node

Point = tuple[float, float]
Curve = tuple[Point, ...]  # a start, then three points (two handles, an end) for each cubic Bézier
Look = Literal["card", "chip", "entry"]  # with tile and note; a name in a frame; a name in a list


@dataclass(frozen=True)
class Box:
    """A node's name and frame; ``lines`` is the label as shown, ``degree`` its links in the whole graph."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    look: Look = "chip"
    degree: int = 0
    dot: Point | None = None  # where lines begin when that is not the frame
    is_hub: bool = False
    near: tuple[str, ...] = ()  # neighbours whose lines are not drawn
    shows_degree: bool = False

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, right: float, down: float) -> "Box":
        dot = (self.dot[0] + right, self.dot[1] + down) if self.dot else None
        return replace(self, x=self.x + right, y=self.y + down, dot=dot)


@dataclass(frozen=True)
class Line:
    """A link's curve, from its source to its target."""

    link: Link
    curve: Curve

    def moved(self, right: float, down: float) -> "Line":
        return replace(self, curve=tuple((x + right, y + down) for x, y in self.curve))


@dataclass(frozen=True)
class Frame:
    """A folder or cluster drawn around its nodes, or a caption above nodes that nothing links."""

    label: str
    x: float
    y: float
    width: float
    height: float
    note: str = ""
    href: str = ""
    is_box: bool = False


@dataclass(frozen=True)
class Bundle:
    """All links between two frames, as one line; ``at`` is the place of its number."""

    source: str
    target: str
    count: int
    one_way: int
    curve: Curve
    at: Point = (0, 0)


@dataclass(frozen=True)
class Drawing:
    """What one page shows; ``left_out`` is how many bundles are too thin to draw."""

    way: Literal["columns", "ring", "folders"]
    width: float
    height: float
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    frames: tuple[Frame, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()  # name, column, rank: what ``kept`` of the next drawing is made of
    left_out: int = 0

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of links and nodes that are drawn, for the legend."""
        return frozenset({line.link.kind for line in self.lines} | {box.node.kind for box in self.boxes})


def sampled(curve: Curve, *, steps: int = 12) -> Iterator[Point]:
    """Points along a curve, with both its ends."""
    yield curve[0]
    for i in range(0, len(curve) - 3, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = curve[i : i + 4]
        for step in range(1, steps + 1):
            t = step / steps
            u = 1 - t
            a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            yield a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy
