"""Draw a graph in the way that suits its size."""

from collections.abc import Mapping

from agents.definition.graph.drawing import Drawing
from agents.definition.graph.folders import draw_folders
from agents.definition.graph.layout import MOST_DRAWN, Kept, draw
from agents.definition.graph.model import Graph


def draw_fitting(
    graph: Graph,
    *,
    kept: Kept | None = None,
    degrees: Mapping[str, int] | None = None,
    hrefs: Mapping[str, str] | None = None,
) -> Drawing:
    """Draw every link of a graph of up to 60 nodes; a larger one as an overview of its folders."""
    if len(graph.nodes) > MOST_DRAWN:
        return draw_folders(graph, kept=kept, hrefs=hrefs)
    return draw(graph, kept=kept, degrees=degrees)
