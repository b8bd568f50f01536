"""Lists of names in frontmatter: ``Read, Grep``, ``[Read, Grep]`` or a line for each.

The client cuts the first kind at commas and blanks outside parentheses, and the items of
the other two likewise.
"""

import re
from collections.abc import Iterable, Iterator

from agents.definition.scalars import emit, is_plain, quoted, single_quoted
from agents.definition.styles import Shape, part_comment, text_spellings

_SEPARATOR = re.compile(r"""(?:"[^"]*"|'[^']*'|\([^)]*\)|[^,"'(\s])+(?P<separator>\s*,\s*|[ \t]+)""")
_ITEM = re.compile(r"(?P<dash>[ \t]*-[ \t]+)(?P<rest>[^\r\n]*)\r?\Z")
_NOT_IN_FLOW = re.compile(r"[,\[\]{}]|:(?!\w)|[?]")


def list_spellings(names: list[str], shape: Shape, *, as_text: bool) -> Iterator[str]:
    """Entries that hold ``names``, in the shape's own kind of list first.

    ``as_text`` says that the client takes a comma separated text for a list too.
    """
    kinds = {"flow": _flow, "block": _lines}
    if shape.style in kinds:
        yield from kinds[shape.style](names, shape)
    if not names:
        yield from shape.inline("[]")
    if as_text:
        joined = _separator(shape).join(names)
        yield from text_spellings(joined, shape)
    yield from _flow(names, shape)
    yield from _lines(names, shape)


def _separator(shape: Shape) -> str:
    if shape.style not in ("plain", "single", "double"):
        return ", "
    found = _SEPARATOR.match(shape.content.strip("\"'"))
    return found["separator"] if found and "\n" not in found["separator"] else ", "


def _flow(names: list[str], shape: Shape) -> Iterator[str]:
    opening, inner, closing = _flow_parts(shape.content)
    found = _SEPARATOR.match(inner)
    separator = found["separator"] if found else ", "
    items = separator.join(_item(name, like=inner) for name in names)
    yield from shape.inline(f"[{opening}{items}{closing}]" if names else "[]")


def _flow_parts(content: str) -> tuple[str, str, str]:
    """What stands behind the opening bracket, between the first and last item, and before the closing one."""
    if content[:1] != "[" or content[-1:] != "]" or "#" in content:  # a comment would swallow what follows
        return "", "", ""
    inside = content[1:-1]
    items = inside.strip()
    if not items:
        return "", "", ""
    at = inside.index(items)
    closing = inside[at + len(items) :]
    return inside[:at], items.removesuffix(","), ("," if items.endswith(",") else "") + closing


def _item(name: str, *, like: str) -> str:
    """Write one item, quoted as the first of the old ones was."""
    single = single_quoted(name)
    if like.startswith("'") and single is not None:
        return single
    if like.startswith('"') or not is_plain(name) or _NOT_IN_FLOW.search(name):
        return quoted(name)
    return name


def _lines(names: list[str], shape: Shape) -> Iterator[str]:
    """A line for each name; a name that stays keeps its line and the comments above it."""
    if not names:
        return
    first, *lines = shape.content.split("\n") if shape.style == "block" else [""]
    known, trailing, like = _known_lines(lines)
    dash = next(iter(_dashes(lines)), "  - ")
    indent = re.match(r"[ \t]*", shape.head)
    if shape.style != "block" and indent:
        dash = indent[0] + dash
    written = [known.pop(name, "") or dash + (_item(name, like=like) if like else emit(name)) for name in names]
    comment = shape.gap + first.removesuffix("\r") if shape.style == "block" else ""
    text = "\n".join([shape.head + comment.rstrip(), *written, *trailing])
    yield re.sub(r"\r?\n", lambda _: shape.newline, text) + shape.end


def _dashes(lines: Iterable[str]) -> Iterator[str]:
    return (found["dash"] for line in lines if (found := _ITEM.match(line)))


def _known_lines(lines: list[str]) -> tuple[dict[str, str], list[str], str]:
    known: dict[str, str] = {}
    above: list[str] = []
    like = ""
    for line in lines:
        found = _ITEM.match(line)
        above.append(line.removesuffix("\r"))
        if found:
            value, _ = part_comment(found["rest"])
            like = like or value[:1]
            known.setdefault(value.strip("\"'"), "\n".join(above))
            above = []
    return known, above, like if like in "\"'" else ""
