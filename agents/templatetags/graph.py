"""The drawing of a graph inside a page's own ``<svg>``."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from agents.definition.graph.drawing import Drawing
from agents.definition.graph.svg import marks, root_classes

register = template.Library()


@register.simple_tag
def graph_marks(drawing: Drawing, selected: str = "") -> SafeString:
    """Draw frames, lines and boxes; ``selected`` is the id of a node."""
    return mark_safe(marks(drawing, selected=selected or ""))  # noqa: S308  every label is escaped


@register.simple_tag
def graph_classes(drawing: Drawing) -> str:
    """The classes of the ``<svg>``: how it was laid out, and whether its lines are many."""
    return root_classes(drawing)
