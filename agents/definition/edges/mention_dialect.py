"""Names in running text: in code, bold, behind ``@``, written with hyphens, or as “X Agent”."""

import re
from collections.abc import Iterator

from agents.definition.edges.build import LONGEST, context, find, inherited_kind, trimmed
from agents.definition.edges.names import is_role, key
from agents.definition.edges.page import ITEM, Line, Page
from agents.definition.edges.roster import Reach
from agents.definition.edges.vocabulary import TOWARDS, VERB, kind_of
from agents.definition.edges.written import Tier, Unknown, Written

MOST_BEFORE = 200  # characters before a name that may say what it is to us

_H = r"[A-Za-z][A-Za-z0-9]*(?:[-\u2010\u2011][A-Za-z0-9]+)+"
_HYPHEN = re.compile(rf"(?<![\w./@:#\\$=<-]){_H}(?:/{_H})*(?![\w/\\=<(-]|\.\w|:\w)")
_AT = re.compile(r"(?<![\w.@/`])@(?:agent-)?([A-Za-z][\w-]{1,60})(?![\w/.@(]*[/@(])")
_CODE = re.compile(r"`([^`\n]{2,80})`")
_BOLD = re.compile(r"\*\*([^*\n]{2,80})\*\*")
_PATH = re.compile(r"(?<![\w-])agents/(?:[\w.-]{1,60}/){0,4}([A-Za-z][\w-]{1,60})(?:\.md)?(?![\w/-])")
_LINKED = re.compile(
    r"\]\((?:\.{0,2}/)?(?:[\w.-]{1,60}/){0,4}([A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+)\.md(?:#[^()\s]*)?\)"
)
_TITLED = re.compile(
    r"\b(?:[Ww]ork|[Pp]artner|[Cc]ollaborat|[Cc]oordinat|[Dd]elegat|[Ee]scalat|[Hh]and|[Rr]eport|[Dd]efer)\w{0,12}"
    r"[^.;:|*`]{0,40}? (?:with|to|from) (?:the |our )?((?:[A-Z][\w&+-]{0,30} ){1,4}[A-Z][\w-]{0,30})"
)
_TITLE = re.compile(r"(?<![\w-])(?:[A-Z][\w&+-]{0,30}[ \u00a0]){1,5}(?:Sub-?)?Agent(?![\w-])")
_LOWER = re.compile(
    r"(?<![\w/-])(?:the|our|an?|your|to|with|by|via|use|using|invoke|call|ask|spawn|launch)[ ]"
    r"([a-z][a-z0-9-]{1,40})[ ](?:sub-?)?agent(?![\w-])"
)
_AGENT_BEHIND = re.compile(r"[`*\"]*[ ](?:sub-?)?agents?\b", re.IGNORECASE)
_INVOKED = re.compile(r"(?:agent|subagent_type|subagent)\s*[=:(]\s*[\"']?$", re.IGNORECASE)
_WHO = re.compile(r"^[\s>*#-]*you(?:'re| are)\b", re.IGNORECASE)
_LIST_GOES_ON = re.compile(r"[`*]*\s*(?:,|/|and|or|&|\+)[`*,\s]*(?:and\s|or\s)?[`*]*", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:with|to|from|by|via|for|the|our|your|an?|when|if|and|or|then|once|after|before|see|as|on|in|while|choose|only|not)",
    re.IGNORECASE,
)
_NAME = re.compile(r"@?[A-Za-z][\w-]*(?:[ ][\w&-]+){0,4}")
_EXAMPLES = re.compile(r"<example|\bexamples?:|\b(?:user|assistant|context):", re.IGNORECASE)


def in_text(page: Page) -> Iterator[Written]:
    """Yield every place outside fences that is written like a name."""
    yield from _in_description(page)
    for line in page.lines:
        if line.is_fenced:
            yield from _in_fence(page, line)
        elif line.text:
            yield from _in_line(page, line)


def _in_line(page: Page, line: Line) -> Iterator[Written]:
    text = line.text
    if "`" in text:
        for found in _CODE.finditer(text):
            yield from _in_code(page, line, found)
    if "**" in text:
        for found in _BOLD.finditer(text):
            yield from _in_bold(page, line, found.span(1))
    if "@" in text:
        for found in _AT.finditer(text):
            yield _mention(page, line, found.span(1), reach=Reach.NAMED)
    if "agents/" in text:
        for found in _PATH.finditer(text):
            if found[0].endswith(".md") or "-" in found[1]:
                yield _mention(page, line, found.span(1))
    if ".md" in text:
        for found in _LINKED.finditer(text):
            yield _mention(page, line, found.span(1))
    for found in _TITLED.finditer(text):
        yield _mention(page, line, found.span(1), reach=Reach.NAMED, tier="suggested")
    if "-" in text or "‑" in text or "‐" in text:
        yield from _hyphenated(page, line)
    if "gent" in text:
        yield from _called_agent(page, line)


def _in_code(page: Page, line: Line, found: re.Match[str]) -> Iterator[Written]:
    """A name alone in a code span; one word only where agents are spoken of."""
    start, end = trimmed(line.text, *found.span(1))
    text = line.text[start:end]
    if not _NAME.fullmatch(text):
        for part in _HYPHEN.finditer(found[1]):
            if _INVOKED.search(found[1][: part.start()]) or found[1].startswith("@"):
                yield _mention(page, line, (found.start(1) + part.start(), found.start(1) + part.end()))
    elif _is_certain(text) or _is_spoken_of(line, found.start(), found.end()):
        yield _mention(page, line, (start, end))


def _in_bold(page: Page, line: Line, span: tuple[int, int]) -> Iterator[Written]:
    start, end = trimmed(line.text, *span)
    text = line.text[start:end]
    if not _NAME.fullmatch(text):
        return
    if _is_certain(text) or _is_spoken_of(line, span[0] - 2, span[1] + 2):
        yield _mention(page, line, (start, end), reach=Reach.NAMED if is_role(key(text)) else Reach.EXACT)


def _is_certain(text: str) -> bool:
    """A written name of several parts that says who; single words and activities need to be spoken of."""
    name = key(text)
    return "-" in name and (is_role(name) or "-" in text or "‑" in text)


def _is_spoken_of(line: Line, start: int, end: int) -> bool:
    """A verb of working together stands before the name, or “agent” behind it."""
    if _AGENT_BEHIND.match(line.text, end):
        return True
    if not context(line):
        return False
    before = line.text[max(0, start - 40) : start]
    towards = [found.end() for found in TOWARDS.finditer(before)]
    if towards and not before[towards[-1] :].strip("the `*/,"):
        return True
    begin = ITEM.match(line.text)
    first = line.text[begin.end() if begin else 0 : min(start, MOST_BEFORE)].strip("* ")
    return bool(VERB.fullmatch(first))


def _hyphenated(page: Page, line: Line) -> Iterator[Written]:
    for found in _HYPHEN.finditer(line.text):
        start = found.start()
        for part in found[0].split("/"):
            if len(part) <= LONGEST and (_is_safe(part) or _is_spoken_of(line, start, start + len(part))):
                yield _mention(page, line, (start, start + len(part)))
            start += len(part) + 1


def _is_safe(written: str) -> bool:
    """Hyphenated words that can only be a name: they say who, or have three parts."""
    name = key(written)
    return is_role(name) or name.count("-") >= 2


def _called_agent(page: Page, line: Line) -> Iterator[Written]:
    if _WHO.match(line.text):
        return
    for found in _TITLE.finditer(line.text):
        yield _mention(page, line, (_name_start(found), found.end()), reach=Reach.ROLE)
    for found in _LOWER.finditer(line.text):
        yield _mention(page, line, found.span(1), tier="mention" if "-" in found[1] else "suggested")


def _name_start(found: re.Match[str]) -> int:
    """Words that begin a sentence are capital too: the name is what follows the verb."""
    start = found.start()
    for word in found[0].replace("\u00a0", " ").split(" ")[:-2]:
        if not (VERB.fullmatch(word) or _NO_NAME.fullmatch(word)):
            break
        start += len(word) + 1
    return start


def _mention(
    page: Page, line: Line, span: tuple[int, int], *, reach: Reach = Reach.EXACT, tier: Tier = "mention"
) -> Written:
    in_list = line.item and line.begins >= 0 and bool(context(line))
    certain: Tier = "structure" if in_list and tier == "mention" else tier
    before = line.text[max(line.begins, 0, span[0] - MOST_BEFORE) : span[0]]
    behind_verb = in_list and VERB.match(before.lstrip("* ")) and before[-1:] in "*`@"
    unknown: Unknown = "kept" if behind_verb else "dropped"
    kind = kind_of(before, inherited_kind(line))
    return find(page, line, span, dialect="mention", tier=certain, reach=reach, kind=kind, unknown=unknown)


def _in_fence(page: Page, line: Line) -> Iterator[Written]:
    """Fences hold examples; only bulleted names behind a verb are meant."""
    begin = ITEM.match(line.text)
    if not begin:
        return
    for found in _CODE.finditer(line.text, begin.end()):
        if _HYPHEN.fullmatch(found[1]) and is_role(key(found[1])):
            yield _mention(page, line, found.span(1))
    open_at = VERB.match(line.text, begin.end())
    seen, reached = begin.end(), open_at.end() if open_at else -1
    for found in _HYPHEN.finditer(line.text, begin.end()):
        towards = [one.end() for one in TOWARDS.finditer(line.text, seen, found.start())]
        seen, reached = found.start(), max([reached, *towards])
        if reached >= 0 and _is_safe(found[0]) and not line.text[reached : found.start()].strip("`*@, /&+"):
            yield _mention(page, line, found.span())
            listed = _LIST_GOES_ON.match(line.text, found.end())
            reached = listed.end() if listed else reached


def _in_description(page: Page) -> Iterator[Written]:
    """Hyphenated names in the description, up to its examples."""
    entry = page.source.entry("description")
    if entry is None:
        return
    first = page.source.line_of("description")
    examples = _EXAMPLES.search(entry.text, len(entry.head))
    end = examples.start() if examples else len(entry.text)
    for at, text in enumerate(entry.text[:end].split("\n")):
        line = Line(first + at, text)
        for found in _HYPHEN.finditer(text):
            if _is_safe(found[0]):
                yield _mention(page, line, found.span(), tier="suggested")
        for found in _TITLED.finditer(text):
            yield _mention(page, line, found.span(1), reach=Reach.NAMED, tier="suggested")
