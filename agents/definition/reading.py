"""What reading a file yields: the values the client applies, and where it parts from the text."""

from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]

BOTCHED = ("frontmatter.unclosed", "frontmatter.early_fence", "frontmatter.not_a_mapping", "file.too_large")


@dataclass(frozen=True, slots=True)
class Problem:
    """One place where the client does not do what the text seems to say.

    An error keeps the agent from loading or makes it something else than a reviewer reads;
    a warning is something dropped or at risk; a note breaks a custom.
    """

    line: int  # 1-based, in the whole text
    message: str  # one sentence: what is wrong and the way out
    code: str  # short dotted words, "tools.unknown"
    severity: Severity = "error"
    about: str = ""  # the words of the text it is about, when it is not about a whole value or line
    meant: str = ""  # what its author probably meant instead

    @property
    def locks_fields(self) -> bool:
        """Whether the frontmatter is such that no field of it can be changed but in the source."""
        return self.code.startswith("yaml.") or self.code in BOTCHED


@dataclass(frozen=True, slots=True)
class Reading:
    """An agent file as the client reads it.

    When ``loads`` is false, ``reason`` says why and the values are what could be made out.
    ``tools`` is None for "all of them" and () for "none at all".
    """

    loads: bool
    reason: Problem | None = None
    name: str | None = None
    description: str | None = None
    tools: tuple[str, ...] | None = None
    disallowed_tools: tuple[str, ...] = ()
    model: str | None = None
    color: str | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    body: str = ""
    body_line: int = 1
