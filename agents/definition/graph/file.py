"""A drawing as an SVG file of its own: it carries its styles, names no font to load, runs and links nothing."""

from html import escape

from agents.definition.graph.drawing import Drawing
from agents.definition.graph.sizes import visible
from agents.definition.graph.svg import marks, root_classes

_HUES = {"red": 5, "orange": 25, "yellow": 48, "green": 145, "cyan": 190, "blue": 220, "purple": 270, "pink": 330}
_SHAPES = """
text{font:500 12.5px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;letter-spacing:-.02em}
.entry text{font-size:11.5px}.hub .nn,.card .nn{font-weight:700}.tt,.bd text{text-anchor:middle}.count{text-anchor:end}
.ns,.fs,.fc,.ft,.count,.bd text,.guideline .nn{font-family:system-ui,sans-serif;letter-spacing:0}
.ns,.fs,.fc,.bd text,.entry .count{font-size:11px}.ft{font-weight:600;font-size:13px}
.gi,.ln,.bd path,.missing .rm{fill:none}.missing .rm{stroke-dasharray:4 3}
.ln{stroke-width:1.3}.ln.one path:first-child{stroke-dasharray:6 4}.ln.gl{stroke-dasharray:1 4;stroke-linecap:round}
.many .ln{stroke-width:1;opacity:.6}.ln .hd{stroke:none}
"""
_LIGHT = ("#fbfaf7", "#ffffff", "#d0cec7", "#14182b", "#5b6070", "#858a99", "#7a4a00", 62)
_DARK = ("#0e1016", "#171a22", "#3a3f4c", "#eeece6", "#a0a4b0", "#828795", "#f0c060", 58)


def to_svg_file(drawing: Drawing, *, title: str) -> str:
    """Write ``drawing`` as the text of an SVG file.  It is light or dark as its reader is."""
    width, height = round(drawing.width), round(drawing.height)
    weights = "".join(f".w{i} path{{stroke-width:{0.5 + i * 1.3:.1f}}}" for i in range(1, 8))
    style = f"{_SHAPES}{weights}\n{_colors(*_LIGHT)}\n@media (prefers-color-scheme:dark){{{_colors(*_DARK)}}}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{root_classes(drawing)}" role="img" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
        f"<title>{escape(visible(title))}</title>\n<style>{style}</style>\n"
        f'<rect class="bg" width="{width}" height="{height}"/>\n{marks(drawing, linked=False)}\n</svg>\n'
    )


def _colors(paper: str, surface: str, edge: str, ink: str, soft: str, line: str, warn: str, lightness: int) -> str:
    """Rules that say every colour outright: few programs that open SVG files know variables."""
    hues = "".join(
        f'[data-c="{color}"] .tl,[data-c="{color}"] .dt{{fill:hsl({hue},45%,{lightness}%)}}'
        for color, hue in _HUES.items()
    )
    return (
        f"text{{fill:{ink}}}.ns,.fs,.fc,.count{{fill:{soft}}}.bg{{fill:{paper}}}.card .tt{{fill:#fff}}{hues}"
        f".rm,.fr>rect,.bd rect{{fill:{surface};stroke:{edge}}}.entry .rm{{fill:none;stroke:none}}"
        f".gi{{stroke:{soft}}}.ln{{stroke:{line}}}.ln.one{{stroke:{warn}}}.ln .hd{{fill:{warn}}}"
        f".bd path{{stroke:{edge}}}"
        f".missing .rm{{fill:none;stroke:{warn}}}.missing .nn,.qm{{fill:{warn}}}"
        f".missing .dt,.guideline .dt{{fill:{soft}}}"
    )
