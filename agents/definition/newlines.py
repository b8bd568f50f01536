"""Undo what an HTML form does to line ends.

A browser posts every newline as CRLF and swallows the first newline of a textarea.
Without this, opening a form and saving it would rewrite every line of the file.
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_DIFF_LIMIT = 500  # changed lines of a file with mixed line ends; more count as rewritten


def restore(posted: str, base: str) -> str:
    r"""Give ``posted`` the line ends of ``base``, the text the form was filled with.

    An unchanged post gives exactly ``base``, also without its first newline; in a changed
    one each line that is still there keeps its own line end, and new lines get the one
    ``base`` uses most.  Only a newline that keeps the frontmatter from the first line is
    not put back: whoever takes it away has mended the file.

    >>> restore("name: qa\r\nnew", "name: qa\nold")
    'name: qa\nnew'
    """
    old_words, old_ends = _lines(base)
    words, _ = _lines(posted)
    if _is_first_newline_lost(words, old_words):
        words.insert(0, "")
    usual = Counter(old_ends[:-1]).most_common(1)[0][0] if len(old_ends) > 1 else "\n"
    ends = [usual] * len(words)
    if any(end != usual for end in old_ends[:-1]):
        for line, partner in _unchanged(words, old_words):
            ends[line] = old_ends[partner] or usual
    return _join(words, ends)


def _lines(text: str) -> tuple[list[str], list[str]]:
    """Cut into lines and their ends; the last line is what follows the last line end."""
    found = _LINE.findall(text)
    if len(found) > 1 and not found[-2][1]:
        found.pop()  # the empty match behind a last line without end
    return [words for words, _ in found], [end for _, end in found]


def _is_first_newline_lost(words: list[str], old: list[str]) -> bool:
    if len(old) < 2 or old[0] or old[1].startswith("---"):
        return False
    return _blank_lines(words) == _blank_lines(old) - 1


def _blank_lines(words: list[str]) -> int:
    return next((number for number, line in enumerate(words) if line), len(words))


def _unchanged(words: list[str], old: list[str]) -> Iterator[tuple[int, int]]:
    """Pair the lines that are still there: from both ends inwards, then by a diff."""
    shorter = min(len(words), len(old))
    head = next((i for i in range(shorter) if words[i] != old[i]), shorter)
    tail = next((i for i in range(shorter - head) if words[-1 - i] != old[-1 - i]), shorter - head)
    yield from ((line, line) for line in range(head))
    yield from ((len(words) - 1 - i, len(old) - 1 - i) for i in range(tail))
    middle, old_middle = words[head : len(words) - tail], old[head : len(old) - tail]
    if max(len(middle), len(old_middle)) <= _DIFF_LIMIT:
        for match in SequenceMatcher(None, old_middle, middle, autojunk=False).get_matching_blocks():
            yield from ((head + match.b + i, head + match.a + i) for i in range(match.size))


def _join(words: list[str], ends: list[str]) -> str:
    text: list[str] = []
    for line, end in zip(words, [*ends[:-1], ""], strict=True):
        if end == "\n" and not line and text and text[-1].endswith("\r"):
            end = "\r"  # a lone CR and this LF would melt into one line end
        text.append(line + end)
    return "".join(text)
