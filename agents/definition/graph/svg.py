"""A drawing as SVG marks: every label escaped, no style, no script, nothing but shapes, words and links.

The page puts them into its own ``<svg>`` and styles them (static/css/graph.css).
"""

from collections.abc import Iterable, Sequence
from html import escape
from math import log2

from agents.definition.graph.arrows import arrow, pathed
from agents.definition.graph.drawing import Box, Bundle, Drawing, Frame, Line
from agents.definition.graph.model import LinkKind
from agents.definition.graph.sizes import CHARACTER, LINE, visible, width_of
from agents.definition.tiles import color_of, letters_of

CLASSES: dict[LinkKind, str] = {"both_ways": "both", "one_way": "one", "guideline": "gl"}
_KINDS = {"agent": "", "guideline": "guideline, ", "missing": "no such agent, "}
_SIZES = (("widest", 1300), ("wider", 860), ("broad", 560))  # how small a page may show it
_MANY = 90  # lines; more are drawn thinner
_SHEET = "M0 0h6l4 4v9H0zM6 0v4h4"


def marks(drawing: Drawing, *, selected: str = "", linked: bool = True) -> str:
    """Write the inside of an ``<svg>``: frames, lines, boxes in reading order.

    The box of ``selected``, its lines and its neighbours are marked as such.  Without ``linked``
    a box is no link (for a file that leaves the site).
    """
    number = {box.node.id: i for i, box in enumerate(drawing.boxes)}
    chosen = [line.link for line in drawing.lines if selected in (line.link.source, line.link.target)]
    near = {link.other(selected) for link in chosen}
    written = [
        *(_frame(frame, linked=linked) for frame in drawing.frames),
        *(_bundle(bundle) for bundle in drawing.bundles),
        *(_number(bundle) for bundle in drawing.bundles),
        *(_line(line, number, is_on=line.link in chosen) for line in _last(drawing.lines, selected)),
    ]
    for i, box in enumerate(drawing.boxes):
        state = " sel" if box.node.id == selected else " near" if box.node.id in near else ""
        written.append(
            _box(box, i, near=[number[n] for n in box.near if n in number], state=state, tag="a" if linked else "g")
        )
    return "\n".join(written)


def _last(lines: Iterable[Line], selected: str) -> list[Line]:
    """Draw one-way lines over the others, and those of ``selected`` over all."""

    def rank(line: Line) -> tuple[bool, bool]:
        return selected in (line.link.source, line.link.target), line.link.kind == "one_way"

    return sorted(lines, key=rank)


def _line(line: Line, number: dict[str, int], *, is_on: bool) -> str:
    link = line.link
    ends = f'data-a="{number[link.source]}" data-b="{number[link.target]}"'
    tier = "" if link.tier == "structure" else f" {link.tier}"
    head = f'<path class="hd" d="{arrow(line.curve)}"/>' if link.kind == "one_way" else ""
    kind = CLASSES[link.kind] + tier + (" on" if is_on else "")
    return f'<g class="ln {kind}" {ends}><path d="{pathed(line.curve)}"/>{head}</g>'


def _box(box: Box, i: int, *, near: Sequence[int], state: str, tag: str) -> str:
    node = box.node
    href = f' href="{escape(node.href)}"' if tag == "a" and node.href else ""
    links = f"{box.degree} link" + ("" if box.degree == 1 else "s")
    name = escape(visible(node.label))
    current = ' aria-current="true"' if state == " sel" and tag == "a" else ""
    label = f'aria-label="{name}, {_KINDS[node.kind]}{links}"'
    others = f' data-near="{" ".join(map(str, near))}"' if near else ""
    hub = " hub" if box.is_hub else ""
    color = f' data-c="{color_of(node.label, node.color)}"' if node.kind == "agent" else ""
    place = f'transform="translate({box.x:g} {box.y:g})"'
    classes = f"nd {box.look} {node.kind}{hub}{state}"
    start = f'<{tag}{href} class="{classes}" data-n="{i}"{others}{color} {place} {label}{current}>'
    return f"{start}<title>{name}</title>{_INSIDES[box.look](box)}</{tag}>"


def _card(box: Box) -> str:
    tile = '<rect class="tl" x="10" y="10" width="32" height="32" rx="9"/>'
    letters = f'<text class="tt" x="26" y="30.5">{escape(letters_of(box.node.label))}</text>'
    note = f'<text class="ns" x="52" y="{box.height / 2 + 14:g}">{escape(visible(box.node.note))}</text>'
    return (
        _rim(box, radius=12)
        + tile
        + letters
        + _words(box, x=52, up=7.5 if box.node.note else 0.0)
        + (note if box.node.note else "")
    )


def _chip(box: Box) -> str:
    return _rim(box, radius=8) + _mark(box, x=10) + _words(box, x=25)


def _entry(box: Box) -> str:
    """A name beside its dot (on a ring), or in a list."""
    room = f'<rect class="rm" width="{box.width:g}" height="{box.height:g}" rx="6"/>'
    if box.dot is None:
        count = f'<text class="count" x="{box.width - 7:g}" y="{box.height / 2 + 4:g}">{box.degree}</text>'
        return room + _words(box, x=7) + (count if box.shows_degree else "")
    x, y = box.dot[0] - box.x, box.dot[1] - box.y
    radius = min(2.5 + log2(1 + box.degree), 7)
    dot = f'<circle class="dt" cx="{x:g}" cy="{y:g}" r="{radius:.1f}"/>'
    is_right = x < box.width / 2
    words = _words(box, x=8 if is_right else box.width - 8)
    return room + dot + (words if is_right else words.replace("<text ", '<text text-anchor="end" ', 1))


_INSIDES = {"card": _card, "chip": _chip, "entry": _entry}


def _rim(box: Box, *, radius: int) -> str:
    corner = 5 if box.node.kind == "guideline" else radius
    return f'<rect class="rm" width="{box.width:g}" height="{box.height:g}" rx="{corner}"/>'


def _mark(box: Box, *, x: int) -> str:
    middle = box.height / 2
    if box.node.kind == "guideline":
        return f'<path class="gi" transform="translate({x} {middle - 6.5:g})" d="{_SHEET}"/>'
    if box.node.kind == "missing":
        return f'<text class="qm" x="{x}" y="{middle + 4.5:g}">?</text>'
    return f'<rect class="tl" x="{x}" y="{middle - 4.5:g}" width="9" height="9" rx="2.5"/>'


def _words(box: Box, *, x: float, up: float = 0.0) -> str:
    """The lines of a label; what is not plain letters is fitted to the room it was measured to take."""
    first = box.height / 2 + 4.3 - up - LINE * (len(box.lines) - 1) / 2
    spans = []
    for i, line in enumerate(box.lines):
        fit = (
            ""
            if line.isascii()
            else f' textLength="{width_of(line) * CHARACTER[box.look]:.0f}" lengthAdjust="spacingAndGlyphs"'
        )
        spans.append(f'<tspan x="{x:g}" y="{first + i * LINE:g}"{fit}>{escape(line)}</tspan>')
    return f'<text class="nn">{"".join(spans)}</text>'


def _frame(frame: Frame, *, linked: bool) -> str:
    label = escape(visible(frame.label))
    if not frame.is_box:
        return f'<text class="fc" x="{frame.x:g}" y="{frame.y + 14:g}">{label}</text>'
    room = f'x="{frame.x:g}" y="{frame.y:g}" width="{frame.width:g}" height="{frame.height:g}"'
    title = f'<text class="ft" x="{frame.x + 14:g}" y="{frame.y + 22:g}">{label}</text>'
    note = f'<text class="fs" x="{frame.x + 14:g}" y="{frame.y + 37:g}">{escape(frame.note)}</text>'
    if frame.href and linked:
        title = f'<a class="fl" href="{escape(frame.href)}">{title}</a>'
    return f'<g class="fr"><rect {room} rx="12"/>{title}{note}</g>'


def _bundle(bundle: Bundle) -> str:
    weight = min(1 + round(log2(bundle.count)), 7)
    return f'<g class="bd w{weight}"><path d="{pathed(bundle.curve)}"/></g>'


def _number(bundle: Bundle) -> str:
    """How many links a line stands for, drawn over all lines."""
    x, y = bundle.at
    wide = 14 + 7 * len(str(bundle.count))
    ends = f"{escape(visible(bundle.source))} and {escape(visible(bundle.target))}"
    title = f"<title>{ends}: {bundle.count} links, {bundle.one_way} one-way</title>"
    room = f'<rect x="{x - wide / 2:g}" y="{y - 9:g}" width="{wide}" height="18" rx="9"/>'
    return f'<g class="bd">{title}{room}<text x="{x:g}" y="{y + 4:g}">{bundle.count}</text></g>'


def root_classes(drawing: Drawing) -> str:
    """The classes of the ``<svg>`` around the marks: its layout, how wide it is, whether its lines are many."""
    size = next((name for name, least in _SIZES if drawing.width > least), "")
    return " ".join(filter(None, ("drawn", drawing.way, size, "many" if len(drawing.lines) > _MANY else "")))
