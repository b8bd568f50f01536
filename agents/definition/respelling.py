"""Put another name or path where one is written, as its neighbours are spelled, and leave every other character alone."""

import posixpath
from collections.abc import Mapping

from agents.definition.edges.places import Places

Span = tuple[int, int, int]  # a line, and where something starts and ends in it


def replaced(text: str, words: Mapping[Span, str]) -> str:
    r"""Write other words at places of ``text``; of places that overlap the first counts.

    >>> replaced("Ask git.\r\nAsk qa.\r\n", {(1, 4, 7): "vcs", (2, 4, 6): "tests"})
    'Ask vcs.\r\nAsk tests.\r\n'
    """
    places = Places.of(text)
    pieces, at = [], 0
    for (line, start, end), word in sorted(words.items()):
        begin = places.start(line) + start
        if begin < at:
            continue
        pieces += [text[at:begin], word]
        at = places.start(line) + end
    return "".join([*pieces, text[at:]])


def path_like(written: str, *, before: str, after: str) -> str:
    """Write a path that leads to ``after`` in the way ``written`` leads to ``before``.

    >>> path_like(".claude/guidelines/tone.md", before="guidelines/tone.md", after="guidelines/words/voice.md")
    '.claude/guidelines/words/voice.md'
    >>> path_like("../tone.md", before="guidelines/tone.md", after="guidelines/voice.md")
    '../voice.md'
    """
    folded, common = written.casefold(), posixpath.commonpath([posixpath.dirname(before), posixpath.dirname(after)])
    for shared in ("", f"{common}/" if common else ""):
        tail = before.removeprefix(shared)
        if folded == tail.casefold() or folded.endswith(f"/{tail.casefold()}"):
            return written[: len(written) - len(tail)] + after.removeprefix(shared)
    return f".claude/{after}"
