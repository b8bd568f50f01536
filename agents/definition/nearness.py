"""How near a name is to what one types, and where the typed words stand in a text.

Letter case and accents count for nothing.  Folding keeps the length of a text, so a place in
the folded text is the place in the text.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

Piece = tuple[str, bool]  # a part of a text, and whether it was typed

EXACT, BEGINS, BEGINS_A_WORD, HOLDS, IN_ORDER = range(5)
WORD = re.compile(r"\w+")
LINE_END = re.compile(r"\r\n|\n|\r")
BULLET = re.compile(r"^\s*(?:#{1,6}|[-*+>]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")
SHOWN = 110  # characters of a line
LEAD = 30  # of them before the first word that was typed


@dataclass(frozen=True)
class Found:
    """A line of a text that holds so many of the words, cut to what a row shows."""

    number: int
    held: int
    pieces: tuple[Piece, ...]


def words(typed: str) -> list[str]:
    """The words of what was typed, folded.

    >>> words("Größe, roll-back")
    ['große', 'roll', 'back']
    """
    return WORD.findall(_fold(typed))


def nearness(name: str, typed: str) -> int | None:
    """Tell how near ``name`` is: 0 when it is ``typed``, up to 4 when it has its letters in order; None when not.

    >>> [nearness("code-reviewer", typed) for typed in ("rev", "viewer", "cdrv", "x")]
    [2, 3, 4, None]
    """
    folded, wanted = _fold(name), _fold(typed).strip()
    at = folded.find(wanted)
    if folded == wanted:
        return EXACT
    if at == 0:
        return BEGINS
    if at > 0:
        return BEGINS_A_WORD if re.search(rf"(?<![^\W_]){re.escape(wanted)}", folded) else HOLDS
    return IN_ORDER if _letters_in_order(folded, wanted) else None


def _letters_in_order(folded: str, wanted: str) -> list[int]:
    """The places of the letters of ``wanted`` in ``folded``; none when they are not there in this order."""
    places: list[int] = []
    at = -1
    for letter in "".join(wanted.split()):
        at = folded.find(letter, at + 1)
        if at < 0:
            return []
        places.append(at)
    return places


def marked_name(name: str, typed: str) -> tuple[Piece, ...]:
    """Cut ``name`` into pieces, with what was typed marked: in one place, else letter by letter.

    >>> marked_name("code-reviewer", "rev")
    (('code-', False), ('rev', True), ('iewer', False))
    """
    folded, wanted = _fold(name), _fold(typed).strip()
    at = folded.find(wanted)
    places = range(at, at + len(wanted)) if at >= 0 else _letters_in_order(folded, wanted)
    return _pieces(name, places)


def find_line(text: str, wanted: Sequence[str], *, first: int = 1, until: int | None = None) -> Found | None:
    """Find the first line from ``first`` on that holds the most of ``wanted``, each as the beginning of a word.

    >>> find_line("one\\nRoll back at once", ["back"]).number
    2
    """
    beginnings = [re.compile(rf"(?<!\w){re.escape(word)}") for word in wanted]
    best, most = 0, 0
    lines = LINE_END.split(text)
    for number, line in enumerate(lines[first - 1 : until], first):
        folded = _fold(line)
        held = sum(pattern.search(folded) is not None for pattern in beginnings)
        if held > most:
            best, most = number, held
        if most == len(beginnings):
            break
    return Found(best, most, _marked_line(lines[best - 1], beginnings)) if most else None


def _marked_line(line: str, beginnings: Iterable[re.Pattern[str]]) -> tuple[Piece, ...]:
    line = BULLET.sub("", line).strip(" \t|") or line.strip()
    folded = _fold(line)
    places = sorted({at for pattern in beginnings for hit in pattern.finditer(folded) for at in range(*hit.span())})
    start = max(0, places[0] - LEAD) if places and places[0] > SHOWN // 2 else 0
    end = start + SHOWN
    pieces = _pieces(line[start:end], [at - start for at in places if start <= at < end])
    return (*((("…", False),) if start else ()), *pieces, *((("…", False),) if end < len(line) else ()))


def _pieces(text: str, places: Iterable[int]) -> tuple[Piece, ...]:
    marked = set(places)
    pieces: list[Piece] = []
    for at, character in enumerate(text):
        if pieces and pieces[-1][1] == (at in marked):
            pieces[-1] = (pieces[-1][0] + character, pieces[-1][1])
        else:
            pieces.append((character, at in marked))
    return tuple(pieces)


def _fold(text: str) -> str:
    return text.lower() if text.isascii() else "".join(map(_plain, text))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """One character for one, without its accent, in small letters."""
    folded = unicodedata.normalize("NFKD", character)[:1].lower()
    return folded if len(folded) == 1 else character
