"""List items that name an agent: at their head (``**With X**: …``) or behind a verb (``Work with X on …``)."""

import re
from collections.abc import Iterator

from agents.definition.edges.build import context, find, inherited_kind, spans_of_list, trimmed
from agents.definition.edges.names import is_role, key
from agents.definition.edges.page import Line, Page
from agents.definition.edges.roster import Reach
from agents.definition.edges.vocabulary import DIRECT, RELATION, TOWARDS, VERB, kind_of
from agents.definition.edges.written import Kind, Tier, Unknown, Written

_HEAD = re.compile(
    r"""(?P<open>\*\*|__)?(?:(?P<word>with|from|to|for|ask|→|->)[ \t]+)?
    (?: (?P<code>`[^`]{1,60}`(?:[ ]?[/,&+][ ]?`[^`]{1,60}`)*)
      | (?P<text>[^\s:*`][^:*`|]{0,70}?) (?:[ \t]*(?:\*\*|__)|[ \t]*(?:[:：]|[ \t][-–—→][ \t]|->|$)) )""",
    re.VERBOSE | re.IGNORECASE,
)
_STOP = re.compile(
    r"[.,;:!?()\[\]|\"“”–—]|\s-\s|(?<![\w-])(?:for|on|to|when|if|during|about|in|as|that|who|which|where|while|whenever|"
    r"before|after|until|because|so|by|at|with|from|regarding|of|via|through|using|immediately|is|are|will|can|should|must)(?![\w-])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s]+")
_MOST_WORDS = 6


def in_items(page: Page) -> Iterator[Written]:
    """Yield what list items and short opening lines name."""
    for line in page.lines:
        if line.begins >= 0 and not line.is_fenced:
            strong = context(line)
            if strong:
                yield from _at_head(page, line, strong)
            yield from _behind_verb(page, line, strong)
        elif line.text.startswith("**") and not line.is_fenced and (strong := context(line)):
            yield from _at_head(page, line, strong)


def _at_head(page: Page, line: Line, strong: int) -> Iterator[Written]:
    found = _HEAD.match(line.text, max(line.begins, 0))
    if not found:
        return
    names, word = found.span("code" if found["code"] else "text"), (found["word"] or "").lower()
    text = line.text[slice(*names)].strip()
    if text.startswith(("`/", "/")):
        return  # a command
    formatted = bool(found["open"]) or text.startswith("`")
    if RELATION.fullmatch(text) and not text.startswith("`") and found["word"] is None and not is_role(key(text)):
        return
    if not formatted and len(text.split()) > 5:
        return
    says_who = bool(word) or strong == 2 or is_role(key(text))
    unknown: Unknown = "kept" if word not in ("for", "") or (formatted and line.begins >= 0) else "dropped"
    kind = kind_of(f"{line.lead or line.heading} {word}") if word else inherited_kind(line)
    for span in spans_of_list(line.text, *trimmed(line.text, *names)):
        start, end = trimmed(line.text, *span)
        name = key(line.text[start:end])
        if not says_who or not (formatted or is_role(name) or _is_titled(line.text[start:end])):
            continue
        reach = Reach.ROLE if word in ("with", "from", "to") or is_role(name) else Reach.NAMED
        yield _found(page, line, (start, end), reach=reach, kind=kind, unknown=unknown)


def _is_titled(text: str) -> bool:
    return all(word[0].isupper() or "-" in word for word in text.split()) and text[:1].isalpha()


def _behind_verb(page: Page, line: Line, strong: int) -> Iterator[Written]:
    verb = VERB.match(line.text, _first_word(line))
    if not verb and not strong:
        return
    heads = [found.end() for found in TOWARDS.finditer(line.text, line.begins)][:4]
    direct = DIRECT.match(line.text, _first_word(line))
    for at in [*([direct.end()] if direct else []), *(heads if verb or strong == 2 else [])]:
        kind = kind_of(line.text[line.begins : at], inherited_kind(line))
        yield from _phrases(page, line, at, strong, kind)


def _first_word(line: Line) -> int:
    at = line.begins
    while at < len(line.text) and line.text[at] in "*_ ":
        at += 1
    return at


def _phrases(page: Page, line: Line, at: int, strong: int, kind: Kind) -> Iterator[Written]:
    """The words behind a verb up to the first that belongs to no name, and shorter ones."""
    stop = _STOP.search(line.text, at)
    end = stop.start() if stop else len(line.text)
    words = [found.span() for found in _WORD.finditer(line.text, at, min(end, at + 120))][:_MOST_WORDS]
    if words and line.text[slice(*words[0])].lower() in ("the", "a", "an", "our", "your"):
        words = words[1:]
    tier: Tier = "structure" if strong else "suggested"
    for count in range(len(words), 0, -1):
        span = trimmed(line.text, words[0][0], words[count - 1][1])
        text = line.text[slice(*span)]
        titled = text[:1].isupper()
        if not text or (count == 1 and not (strong and titled)):
            continue
        reach = Reach.ROLE if strong and titled and is_role(key(text)) else Reach.NAMED if titled else Reach.EXACT
        unknown: Unknown = "kept" if strong and titled and text.endswith(" Agent") else "dropped"
        spans = spans_of_list(line.text, *span) if count == len(words) else [span]
        for one in spans:
            whole = trimmed(line.text, *one)
            if " " in line.text[slice(*whole)] or titled:
                yield _found(page, line, whole, reach=reach, kind=kind, unknown=unknown, tier=tier)


def _found(
    page: Page,
    line: Line,
    span: tuple[int, int],
    *,
    reach: Reach,
    kind: Kind,
    unknown: Unknown,
    tier: Tier = "structure",
) -> Written:
    return find(page, line, span, dialect="item", tier=tier, reach=reach, kind=kind, unknown=unknown)
