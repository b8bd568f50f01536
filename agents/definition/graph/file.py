"""A drawing as an SVG file of its own: it carries its styles, names no font to load, runs and links nothing."""

from html import escape

from agents.definition.graph.drawing import Drawing
from agents.definition.graph.sizes import visible
from agents.definition.graph.svg import marks, root_classes

_HUES = {"red": 25, "orange": 52, "yellow": 92, "green": 152, "cyan": 200, "blue": 225, "purple": 275, "pink": 330}
_STYLE = """
.drawn{--paper:#fbfaf7;--surface:#fff;--edge:#d0cec7;--ink:#14182b;--soft:#5b6070;
--line:#858a99;--warn:#7a4a00;--light:62%;color-scheme:light}
@media (prefers-color-scheme:dark){
.drawn{--paper:#0e1016;--surface:#171a22;--edge:#3a3f4c;--ink:#eeece6;--soft:#a0a4b0;
--line:#828795;--warn:#f0c060;--light:66%}}
text{font:500 12.5px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:var(--ink);letter-spacing:-.02em}
.entry text{font-size:11.5px}.hub .nn,.card .nn{font-weight:700}
.tt{text-anchor:middle}.ns,.fs,.fc,.ft,.count,.bd text,.guideline .nn{font-family:system-ui,sans-serif;letter-spacing:0}
.ns,.fs,.fc,.count{font-size:11px;fill:var(--soft)}.count{text-anchor:end}.ft{font-weight:600;font-size:13px}
.bg{fill:var(--paper)}.rm,.fr>rect,.bd rect{fill:var(--surface);stroke:var(--edge)}.entry .rm{fill:none;stroke:none}
.tl{fill:hsl(var(--hue) 50% var(--light)/.35);stroke:hsl(var(--hue) 40% var(--light))}
.dt{fill:hsl(var(--hue,225) 45% var(--light))}
.gi{fill:none;stroke:var(--soft)}
.missing .rm{fill:none;stroke:var(--warn);stroke-dasharray:4 3}.missing .nn,.qm{fill:var(--warn)}
.missing .dt,.guideline .dt{fill:var(--soft)}
.ln{fill:none;stroke:var(--line);stroke-width:1.3}.ln.one{stroke:var(--warn)}
.ln.one path:first-child{stroke-dasharray:6 4}
.hd{fill:var(--warn);stroke:none}.ln.gl{stroke-dasharray:1 4;stroke-linecap:round}.many .ln{stroke-width:1;opacity:.6}
.bd path{fill:none;stroke:var(--edge)}.bd text{text-anchor:middle;font-size:11px}
"""


def to_svg_file(drawing: Drawing, *, title: str) -> str:
    """Write ``drawing`` as the text of an SVG file.  It is light or dark as its reader is."""
    width, height = round(drawing.width), round(drawing.height)
    hues = "".join(f'[data-c="{color}"]{{--hue:{hue}}}' for color, hue in _HUES.items())
    weights = "".join(f".w{i} path{{stroke-width:{0.5 + i * 1.3:.1f}}}" for i in range(1, 8))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{root_classes(drawing)}" role="img" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
        f"<title>{escape(visible(title))}</title>\n<style>{_STYLE}{hues}{weights}</style>\n"
        f'<rect class="bg" width="{width}" height="{height}"/>\n{marks(drawing, linked=False)}\n</svg>\n'
    )
