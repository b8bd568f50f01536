"""Apply parsed frontmatter as the client does, and note what it leaves out."""

from collections.abc import Iterable
from typing import Any

from agents.definition import hooks, identity, optional_fields, remarks, tools
from agents.definition.fences import Fenced
from agents.definition.reading import Problem, Reading
from agents.definition.yaml12 import Parsed

_WRITING_TOOLS = ("Read", "Write", "Edit")  # what keeping a memory takes


def apply(parsed: Parsed, *, fenced: Fenced, problems: Iterable[Problem] = ()) -> Reading:
    """Make the Reading of a frontmatter that is a mapping; ``problems`` are those found before."""
    return _Applier(parsed, fenced, list(problems)).reading()


class _Applier:
    def __init__(self, parsed: Parsed, fenced: Fenced, problems: list[Problem]) -> None:
        self.parsed = parsed
        self.values: dict[str, Any] = parsed.value
        self.fenced = fenced
        self.problems = problems

    def reading(self) -> Reading:
        self._remark()
        reason = self._refusal()
        name, description = self._name(reason), self._description()
        disallowed = self._disallowed()
        return Reading(
            reason is None,
            reason,
            name,
            description,
            self._tools(disallowed),
            disallowed,
            self._model(),
            self._optional("color", optional_fields.read_color),
            self._fields(),
            tuple(self.problems),
            self.fenced.body,
            self.fenced.body_line,
        )

    def _line(self, key: str) -> int:
        return self.fenced.line + self.parsed.lines.get(key, 1) - 1

    def _item_line(self, key: str, item: int) -> int:
        lines = self.parsed.item_lines.get(key, ())
        return self.fenced.line + lines[item] - 1 if 0 <= item < len(lines) else self._line(key)

    def _note(self, key: str, found: identity.Found | None) -> None:
        if found is not None:
            self.problems.append(Problem(self._line(key), *found))

    def _remark(self) -> None:
        parsed, first = self.parsed, self.fenced.line
        if not parsed.plain:
            self.problems.extend(remarks.repeated_keys(parsed, first=first))
            self.problems.extend(remarks.marks(parsed, first=first))
            self.problems.extend(remarks.comments(self.fenced, parsed))
            self.problems.extend(remarks.characters(self.fenced))
        if not remarks.KNOWN.issuperset(self.values):
            self.problems.extend(remarks.unknown_keys(parsed, first=first))

    def _refusal(self) -> Problem | None:
        for key in ("name", "description"):
            if key not in self.values:
                return self._missing(key)
            if found := identity.refused_text(key, self.values[key]):
                return Problem(self._line(key), *found)
        if found := identity.refused_name(self.values["name"]):
            return Problem(self._line("name"), *found)
        if refusal := hooks.refusal(self.values):
            key, message = refusal
            return Problem(self._line(key), message, "hooks.malformed")
        return None

    def _missing(self, key: str) -> Problem:
        if misspelt := next((other for other in [*self.values][:100] if remarks.key_meant(other[:60]) == key), None):
            message = f"There is no {key}, only {misspelt[:60]!r}; write the key as {key}."
            return Problem(self._line(misspelt), message, f"{key}.missing", about=misspelt, meant=key)
        message = f"There is no {key}, so the client skips the file; add one."
        return Problem(self._line(key), message, f"{key}.missing")

    def _name(self, reason: Problem | None) -> str | None:
        name = self._text("name")
        if name is not None and (reason is None or not reason.code.startswith("name.")):
            self._note("name", identity.unusual_name(name))
        return name

    def _description(self) -> str | None:
        description = self._text("description")
        if description is None:
            return None
        self._note("description", identity.unusual_description(description))
        return description.replace("\\n", "\n")

    def _text(self, key: str) -> str | None:
        value = self.values.get(key)
        if not isinstance(value, str) or not value:
            return None
        if not any(problem.code.startswith("frontmatter.") for problem in self.problems):
            self._note(key, identity.hidden_characters(key, value))
        return value

    def _model(self) -> str | None:
        model: str | None = self._optional("model", optional_fields.read_model)
        if model is not None and optional_fields.unknown_model(model):
            message = f"Claude Code knows no model {model[:60]!r} and passes the name on; check its spelling."
            self._note("model", (message, "model.unknown", "warning"))
        return model

    def _tools(self, disallowed: tuple[str, ...]) -> tuple[str, ...] | None:
        if "tools" not in self.values:
            return None
        listed = tools.allowed(self.values["tools"])
        self._note_items("tools", listed.remarks)
        if listed.names is None:
            return None
        names = listed.names
        if names and self.values.get("memory") in ("user", "project", "local"):
            names += tuple(name for name in _WRITING_TOOLS if name not in names)
        if taken := [name for name in names if name in disallowed]:
            message = f"{', '.join(taken)} is listed here and taken away by disallowedTools; keep one."
            line = self._line("tools")
            self.problems.append(Problem(line, message, "tools.contradiction", "warning", about=taken[0]))
        return tuple(name for name in names if name not in taken)

    def _disallowed(self) -> tuple[str, ...]:
        if "disallowedTools" not in self.values:
            return ()
        listed = tools.disallowed(self.values["disallowedTools"])
        self._note_items("disallowedTools", listed.remarks)
        return listed.names or ()

    def _note_items(self, key: str, found: tuple[tools.Remark, ...]) -> None:
        for remark in found:
            line = self._item_line(key, remark.item)
            words = (remark.message, remark.code, remark.severity, remark.about, remark.meant)
            self.problems.append(Problem(line, *words))

    def _optional(self, key: str, reader: optional_fields.ValueReader) -> Any:
        if key not in self.values:
            return None
        value = self.values[key]
        try:
            return reader(value)
        except optional_fields.Ignored as ignored:
            message = optional_fields.ignored_sentence(key, value, str(ignored))
            self.problems.append(Problem(self._line(key), message, f"{key}.ignored", "warning"))
            return None

    def _fields(self) -> dict[str, Any]:
        if self.values.keys() <= _TOLD_APART:
            return {}
        applied: dict[str, Any] = {}
        for key, reader in optional_fields.READERS.items():
            if key in self.values and (value := self._optional(key, reader)) is not None:
                applied[key] = value
        for item in optional_fields.dropped_servers(self.values.get("mcpServers")):
            message = "This server is dropped; write its name, or one name with its settings below it."
            line = self._item_line("mcpServers", item)
            self.problems.append(Problem(line, message, "mcpServers.dropped", "warning"))
        if isinstance(written := self.values.get("hooks"), dict):
            applied["hooks"] = hooks.applied(written)
            for message, event, meant in hooks.dropped(written)[:30]:
                line = self._line("hooks")
                self.problems.append(Problem(line, message, "hooks.dropped", "warning", event, meant))
        return applied


_TOLD_APART = frozenset({"name", "description", "tools", "disallowedTools", "model", "color"})
