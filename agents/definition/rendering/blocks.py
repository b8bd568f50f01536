"""Read the block structure of Markdown as CommonMark and GitHub define it.

A machine fed line by line: it keeps the path of open containers and one open leaf.  Raw HTML is
no block here, it is text like any other.  Nesting is capped, so that the cost of a line is too.
"""

from __future__ import annotations

from agents.definition.rendering import lines as scan
from agents.definition.rendering.leaves import Block, LeafParser
from agents.definition.rendering.references import Definition

MAX_DEPTH = 100
LIST_MARKS = frozenset("-+*0123456789")


def parse(text: str) -> tuple[Block, list[Definition]]:
    """Return the document of ``text`` and the link reference definitions taken out of it."""
    parser = BlockParser()
    for line in text.split("\n"):
        parser.feed(line)
    return parser.finish()


class BlockParser(LeafParser):
    """The machine: ``feed`` it lines, look at ``path`` and ``leaf``, ``finish`` it once."""

    def feed(self, line: str) -> None:
        """Read the next line."""
        self.number += 1
        if not (len(self.path) == 1 and self.leaf is not None and self.leaf.fence):
            line = scan.expand(line)
        depth, position = self._match_containers(line)
        if depth == len(self.path) and self._continue_code(line, position):
            return
        depth, position, fresh = self._open_containers(line, depth, position)
        start = scan.skip_spaces(line, position)
        if start == len(line):
            self._close_to(depth)
            self._close_leaf()
        else:
            paragraph = self.leaf if self.leaf and self.leaf.kind == "paragraph" and not fresh else None
            self._read_leaf(line, position, start, depth=depth, paragraph=paragraph)
        if fresh or start < len(line):
            self._touch(len(self.path))

    def finish(self) -> tuple[Block, list[Definition]]:
        """Close everything that is open."""
        self._close_leaf()
        return self.path[0], self.definitions

    def _match_containers(self, line: str) -> tuple[int, int]:
        """Say how many open containers ``line`` belongs to, and where their marks end in it."""
        position = 0
        for depth, container in enumerate(self.path):
            if container.kind == "quote":
                start = scan.skip_spaces(line, position)
                if start - position > 3 or not line.startswith(">", start):
                    return depth, position
                position = _after_quote_mark(line, start)
                container.end = self.number
            elif container.kind == "item":
                start = scan.skip_spaces(line, position)
                if start == len(line) and container.children:
                    position = start
                elif start < len(line) and start - position >= container.indent:
                    position += container.indent
                else:
                    return depth, position
        return len(self.path), position

    def _continue_code(self, line: str, position: int) -> bool:
        """Take ``line`` into the open code block, unless that ends here."""
        code = self.leaf
        if code is None or code.kind != "code":
            return False
        start = scan.skip_spaces(line, position)
        if not code.fence:
            if start == len(line) or start - position >= 4:
                code.texts.append(line[position + 4 :])
                self._touch(len(self.path) if start < len(line) else 0)
                return True
            return False
        self._touch(len(self.path))
        if start - position < 4 and scan.closes_fence(line, start, fence=code.fence):
            self.leaf = None
        else:
            code.texts.append(line[min(start, position + code.indent) :])
        return True

    def _open_containers(self, line: str, depth: int, position: int) -> tuple[int, int, bool]:
        """Open the quotes and list items that begin in ``line``; say last whether any did."""
        fresh = False
        while len(self.path) < MAX_DEPTH:
            start = scan.skip_spaces(line, position)
            if start == len(line) or start - position > 3:
                break
            if line[start] == ">":
                depth = self._open(Block("quote", self.number, self.number), depth)
                position = _after_quote_mark(line, start)
            elif line[start] in LIST_MARKS and not scan.is_rule(line, start):
                mark = scan.list_mark(line, position, start)
                if mark is None or (self._is_in_paragraph(depth) and not _may_interrupt(mark)):
                    break
                depth = self._open_item(mark, depth)
                position = mark.content
            else:
                break
            fresh = True
        return depth, position, fresh

    def _is_in_paragraph(self, depth: int) -> bool:
        return depth == len(self.path) and self.leaf is not None and self.leaf.kind == "paragraph"

    def _open_item(self, mark: scan.ListMark, depth: int) -> int:
        parent = self.path[depth - 1]
        if parent.kind != "list" or parent.marker != mark.kind:
            new = Block("list", self.number, self.number, marker=mark.kind, start=mark.number)
            depth = self._open(new, depth)
        return self._open(Block("item", self.number, self.number, indent=mark.width), depth)

    def _open(self, container: Block, depth: int) -> int:
        """Add a container below the first ``depth`` open ones; return the new depth."""
        self._add(container, depth)
        self.path.append(container)
        return len(self.path)


def _after_quote_mark(line: str, start: int) -> int:
    return start + 2 if line.startswith(" ", start + 1) else start + 1


def _may_interrupt(mark: scan.ListMark) -> bool:
    return not mark.is_empty and mark.number in (None, 1)
