"""What Claude Code makes of a file: does it load, as what, and what does it drop on the way.

The figures are those of Claude Code 2.1.330, the client this site writes for.
"""

from dataclasses import replace
from typing import Any

from agents.definition import remarks
from agents.definition.applied import apply
from agents.definition.entries import read_entries
from agents.definition.fences import Fenced, cut
from agents.definition.oddities import oddity
from agents.definition.reading import Problem, Reading
from agents.definition.yaml_guard import YamlInvalid, YamlRefused

__all__ = ["Problem", "Reading", "is_agent_path", "read"]

SIZE_LIMIT = 1_048_576
USUAL_FRONTMATTER = 16_384


def is_agent_path(path: str) -> bool:
    """Tell whether the client looks at a file of this name: exactly ``.md``, hidden or not."""
    return path.endswith(".md")


def read(text: str) -> Reading:
    """Read ``text`` as the client does.

    >>> reading = read("---\\nname: qa\\ndescription: Tests things\\n---\\nYou test.\\n")
    >>> reading.loads, reading.name, reading.tools, reading.body
    (True, 'qa', None, 'You test.')
    """
    if _is_too_large(text):
        message = f"The file is larger than {SIZE_LIMIT:,} bytes, so the client skips it; shorten it."
        return _refused(Problem(1, message, "file.too_large"))
    fenced = cut(text)
    if isinstance(fenced, Problem):
        return replace(_refused(fenced), body=text)
    problems = _text_problems(text, fenced)
    try:
        parsed, error = read_entries(fenced.frontmatter)
    except YamlInvalid as invalid:
        problems.extend(remarks.characters(fenced))
        return _refused(_invalid(invalid, fenced), fenced, problems)
    if error is not None:
        problems.append(remarks.repaired(error, first=fenced.line))
    if not isinstance(parsed.value, dict):
        return _refused(_not_a_mapping(parsed.value, fenced), fenced, problems)
    return apply(parsed, fenced=fenced, problems=problems)


def _is_too_large(text: str) -> bool:
    if len(text) * 4 <= SIZE_LIMIT:
        return False
    return len(text) > SIZE_LIMIT or len(text.encode("utf-8", "surrogatepass")) > SIZE_LIMIT


def _refused(reason: Problem, fenced: Fenced | None = None, problems: list[Problem] | None = None) -> Reading:
    if fenced is None:
        return Reading(loads=False, reason=reason)
    found = tuple(problems or ())
    return Reading(False, reason, problems=found, body=fenced.body, body_line=fenced.body_line)


def _text_problems(text: str, fenced: Fenced) -> list[Problem]:
    problems = list(fenced.problems)
    if text[0] == "\ufeff":
        message = "A byte order mark stands before the frontmatter and other tools trip over it; remove it."
        problems.append(Problem(1, message, "text.bom", "warning", about="\ufeff"))
    if "\r" in text and _has_mixed_line_ends(text):
        message = "Lines end in different ways, CRLF and LF or a lone CR; save the file with LF line ends."
        problems.append(Problem(1, message, "text.line_ends", "warning"))
    if "\0" in fenced.body:
        line = fenced.body_line + fenced.body.count("\n", 0, fenced.body.index("\0"))
        problems.append(Problem(line, "A NUL character stands in the body; remove it.", "text.nul", about="\0"))
    elif found := oddity(fenced.body, first_line=fenced.body_line):
        problems.append(found)
    if (length := len(fenced.frontmatter)) > USUAL_FRONTMATTER:
        message = f"The frontmatter has {length:,} characters; move what is long into the body."
        problems.append(Problem(fenced.line, message, "frontmatter.long", "warning"))
    if not fenced.body:
        message = "The body is empty, so the agent has no instructions; write some below the frontmatter."
        problems.append(Problem(fenced.body_line, message, "body.empty", "warning"))
    elif fenced.body.startswith("---\n"):
        message = "A second frontmatter follows and is read as body; keep one."
        problems.append(Problem(fenced.body_line, message, "body.second_frontmatter", "warning"))
    return problems


def _has_mixed_line_ends(text: str) -> bool:
    pairs = text.count("\r\n")
    return not pairs == text.count("\r") == text.count("\n")


def _invalid(invalid: YamlInvalid, fenced: Fenced) -> Problem:
    code = "yaml.refused" if isinstance(invalid, YamlRefused) else "yaml.invalid"
    return Problem(fenced.line + (invalid.line or 1) - 1, str(invalid), code)


def _not_a_mapping(value: Any, fenced: Fenced) -> Problem:
    if value is None:
        message = "The frontmatter is empty; write a name and a description between the --- lines."
        return Problem(fenced.line, message, "name.missing")
    kind = "a list" if isinstance(value, list) else "plain text"
    message = f"The frontmatter is {kind}, not keys with values; write name: and description: lines."
    return Problem(fenced.line, message, "frontmatter.not_a_mapping")
