"""Find the frontmatter where the client finds it: up to the first ``---``, wherever that stands."""

import re
from dataclasses import dataclass

from agents.definition.reading import Problem
from agents.definition.schema import field

BLANKS = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
BLANKS += "\u2028\u2029\u202f\u205f\u3000\ufeff"  # what the client's trim() takes away

_OPENING = re.compile(rf"---[{BLANKS}]*\n")
_FENCE_LINE = re.compile(r"^---[ \t\r]*$", re.MULTILINE)
_KEY = re.compile(r"^[ \t]*([A-Za-z]+)[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fenced:
    """A text cut as the client cuts it; lines are 1-based in the whole text."""

    frontmatter: str
    line: int
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()


def cut(text: str) -> Fenced | Problem:
    """Cut ``text`` at its fences, or say why the client sees no frontmatter in it."""
    start = 1 if text.startswith("\ufeff") else 0
    opening = _OPENING.match(text, start)
    if opening is None:
        return _unopened(text[start:])
    closing = text.find("---", opening.end())
    if closing < 0:
        return Problem(1, "The frontmatter is never closed; end it with a line ---.", "frontmatter.unclosed")
    rest = text[closing + 3 :]
    body = rest.strip(BLANKS)
    before = text.count("\n", 0, closing)
    lead = len(rest) - len(rest.lstrip(BLANKS)) if body else 0
    return Fenced(
        text[opening.end() : closing],
        text.count("\n", 0, opening.end()) + 1,
        body,
        before + 1 + (text.count("\n", closing, closing + 3 + lead) if body else rest.count("\n")),
        _closing_problems(text, closing, line=before + 1),
    )


def _unopened(text: str) -> Problem:
    if not text.strip(BLANKS):
        sentence = "The file is empty; begin it with --- and a name and description."
    elif text.startswith("\ufeff"):
        sentence = "Two byte order marks stand before the frontmatter; remove both."
    elif text.startswith("---") and "\n" not in text:
        sentence = "The lines end in carriage returns only; save the file with LF line ends."
    elif text.startswith("----"):
        sentence = "The opening line has more than three dashes; write exactly ---."
    elif text.startswith("---"):
        sentence = "The opening --- has text after it; let it stand alone on the first line."
    elif text.startswith("+++"):
        sentence = "The frontmatter is TOML between +++ lines; write it as YAML between --- lines."
    elif _FENCE_LINE.match(text.lstrip(BLANKS)):
        sentence = "Blank lines or spaces stand before the opening ---; move it to the very first line."
    elif (fence := _FENCE_LINE.search(text)) and _KEY.match(text, min(fence.end() + 1, len(text))):
        sentence = "Text stands before the opening ---; move it to the very first line."
    else:
        sentence = "There is no frontmatter; begin the file with ---, a name and a description, and ---."
    return Problem(1, sentence, "frontmatter.missing")


def _closing_problems(text: str, closing: int, *, line: int) -> tuple[Problem, ...]:
    head = text[text.rfind("\n", 0, closing) + 1 : closing]
    tail = text[closing + 3 : closing + 4]
    if not head and (not tail or tail in "\r\n"):
        return ()
    end = text.find("\n", closing)
    leftover = text[closing + 3 : end if end >= 0 else len(text)].strip()
    if head and (head.strip() or _closes_later(text, closing)):
        return (Problem(line, _early(text, closing), "frontmatter.early_fence"),)
    if leftover:
        sentence = f"Text after the closing --- begins the body ({leftover[:20]!r}); give --- a line of its own."
        return (Problem(line, sentence, "frontmatter.fence_tail", "warning"),)
    if head:
        sentence = "The closing --- is indented and other tools miss it; begin it in the first column."
        return (Problem(line, sentence, "frontmatter.indented_fence", "warning"),)
    return ()


def _closes_later(text: str, closing: int) -> bool:
    """A later fence closes what this one was not meant to: a key stands between them."""
    later = _FENCE_LINE.search(text, closing + 3)
    return later is not None and bool(_lost_keys(text[closing + 3 : later.start()]) or _in_block(text, closing))


def _in_block(text: str, closing: int) -> bool:
    """The value these dashes stand in is an indented block: ``key: |``."""
    lines = text[:closing].split("\n")
    opener = next((line for line in reversed(lines) if line[:1] not in ("", " ", "\t")), "")
    return bool(re.search(r":[ \t]*[|>][-+0-9]*[ \t]*$", opener))


def _early(text: str, closing: int) -> str:
    later = _FENCE_LINE.search(text, closing + 3)
    lost = _lost_keys(text[closing + 3 : later.start()]) if later else []
    what = f"so {', '.join(lost)} below become part of the body" if lost else "and the rest becomes the body"
    return f"The client ends the frontmatter at these dashes, {what}; write -\\x2d- in double quotes."


def _lost_keys(text: str) -> list[str]:
    return [key for key in dict.fromkeys(_KEY.findall(text)) if field(key)]
