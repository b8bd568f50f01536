"""The leaves of Markdown's structure: paragraphs, headings, code, rules and tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from agents.definition.rendering import lines as scan
from agents.definition.rendering.references import Definition, take_definitions
from agents.definition.rendering.tables import alignments


@dataclass(slots=True, eq=False)
class Block:
    """A piece of the structure: containers hold children, leaves hold lines of text."""

    kind: str  # document quote list item paragraph heading code rule table
    line: int
    end: int
    children: list[Block] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    level: int = 0  # of a heading
    fence: str = ""  # the characters that opened a code block
    indent: int = 0  # of a fence; of an item: columns its content is set in
    info: str = ""  # what follows an opening fence
    marker: str = ""  # what makes items of one list: - + * . )
    start: int | None = None  # of an ordered list
    aligns: tuple[str, ...] = ()  # of a table


class LeafParser:
    """The open blocks of a document, and how a line opens, continues or closes a leaf."""

    def __init__(self) -> None:
        self.number = 0
        self.definitions: list[Definition] = []
        self.path = [Block("document", 1, 1)]
        self.leaf: Block | None = None

    def _read_leaf(self, line: str, position: int, start: int, *, depth: int, paragraph: Block | None) -> None:
        """Read the text of ``line`` into a new leaf, or into ``paragraph``, the open one.

        A paragraph goes on even where ``depth`` says that the line left its container.
        """
        if start - position > 3:
            if paragraph is None:
                self._open_leaf("code", depth).texts.append(line[position + 4 :])
            else:
                paragraph.texts.append(line[start:])
        elif found := scan.heading(line, start):
            self._open_leaf("heading", depth, level=found[0], texts=[found[1]])
            self._close_leaf()
        elif fence := scan.opening_fence(line, start):
            self._open_leaf("code", depth, fence=fence[0], info=fence[1], indent=start - position)
        elif paragraph and depth == len(self.path) and self._underline(paragraph, line, start):
            self._close_leaf()
        elif scan.is_rule(line, start):
            self._open_leaf("rule", depth)
            self._close_leaf()
        else:
            self._read_text(line[start:], depth, paragraph)

    def _read_text(self, text: str, depth: int, paragraph: Block | None) -> None:
        in_place = depth == len(self.path)
        if paragraph is not None:
            if not (in_place and paragraph.texts and self._start_table(paragraph, text)):
                paragraph.texts.append(text)
        elif in_place and self.leaf is not None and self.leaf.kind == "table":
            self.leaf.texts.append(text)
        else:
            self._open_leaf("paragraph", depth).texts.append(text)

    def _open_leaf(self, kind: str, depth: int, **values: object) -> Block:
        leaf = Block(kind, self.number, self.number, **values)  # type: ignore[arg-type]
        self._add(leaf, depth)
        self.leaf = leaf
        return leaf

    def _underline(self, paragraph: Block, line: str, start: int) -> bool:
        """Make the open paragraph a heading, when the line underlines it."""
        level = scan.underline_level(line, start)
        if level is None:
            return False
        self._take_definitions(paragraph)
        if not paragraph.texts:
            return False
        paragraph.kind, paragraph.level = "heading", level
        return True

    def _start_table(self, paragraph: Block, row: str) -> bool:
        """Make a table of the paragraph's last line, when ``row`` is the line between head and body."""
        aligns = alignments(row, header=paragraph.texts[-1])
        if aligns is None:
            return False
        header = paragraph.texts.pop()
        if not paragraph.texts:
            self.path[-1].children.pop()
        table = self._open_leaf("table", len(self.path), aligns=aligns, texts=[header])
        table.line -= 1
        return True

    def _close_leaf(self) -> None:
        leaf, self.leaf = self.leaf, None
        if leaf is None:
            return
        if leaf.kind == "paragraph":
            self._take_definitions(leaf)
        elif leaf.kind == "code":  # indented, or its closing fence is missing
            while leaf.texts and not leaf.texts[-1].strip(" \t"):
                leaf.texts.pop()

    def _take_definitions(self, paragraph: Block) -> None:
        if paragraph.texts and paragraph.texts[0].startswith("["):
            definitions, rest = take_definitions("\n".join(paragraph.texts))
            if definitions:
                lines = rest.split("\n") if rest else []
                paragraph.line += len(paragraph.texts) - len(lines)
                paragraph.texts = lines
                self.definitions.extend(definitions)

    def _add(self, block: Block, depth: int) -> None:
        self._close_to(depth)
        self._close_leaf()
        if self.path[-1].kind == "list" and block.kind != "item":
            self.path.pop()
        self.path[-1].children.append(block)

    def _close_to(self, depth: int) -> None:
        if depth < len(self.path):
            self._close_leaf()
            del self.path[depth:]

    def _touch(self, depth: int) -> None:
        """Note that the open blocks reach down to this line."""
        for container in self.path[:depth]:
            container.end = self.number
        if self.leaf is not None and depth:
            self.leaf.end = self.number
