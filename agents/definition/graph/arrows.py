"""Curves as the path data of SVG, and the heads of arrows at their ends."""

from math import atan2, cos, sin

from agents.definition.graph.drawing import Curve, Point

_LENGTH, _HALF = 9.0, 0.42  # of a head; the angle to either side


def pathed(curve: Curve) -> str:
    """Write a curve as path data.

    >>> pathed(((0, 0), (5, 0), (5, 9), (10, 9)))
    'M0 0C5 0 5 9 10 9'
    """
    pieces = [f"M{curve[0][0]:g} {curve[0][1]:g}"]
    for i in range(1, len(curve) - 2, 3):
        first, second, end = curve[i : i + 3]
        if first == curve[i - 1] and second == end:
            pieces.append(f"L{end[0]:g} {end[1]:g}")
        else:
            pieces.append(f"C{first[0]:g} {first[1]:g} {second[0]:g} {second[1]:g} {end[0]:g} {end[1]:g}")
    return "".join(pieces)


def arrow(curve: Curve) -> str:
    """Write the head at the end of a curve: a triangle that points as the curve arrives."""
    tip = curve[-1]
    before = next((point for point in reversed(curve) if _apart(point, tip) > 0.5), tip)
    angle = atan2(tip[1] - before[1], tip[0] - before[0])
    left, right = (_back(tip, angle + side) for side in (_HALF, -_HALF))
    return f"M{tip[0]:g} {tip[1]:g}L{left[0]:g} {left[1]:g}L{right[0]:g} {right[1]:g}z"


def _apart(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _back(tip: Point, angle: float) -> Point:
    return round(tip[0] - _LENGTH * cos(angle), 1), round(tip[1] - _LENGTH * sin(angle), 1)
