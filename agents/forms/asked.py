"""The fields of the definition pane, ready to be drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agents.definition import nested
from agents.definition.blob import estimate_tokens
from agents.definition.fields import FieldError, read_field
from agents.definition.reading import Problem, Reading
from agents.definition.schema import COLORS, FIELDS, Field
from agents.definition.source import Source
from agents.forms import picker
from agents.forms.written import shown

COMMON_MODELS = ("haiku", "sonnet", "opus")
UNDOCUMENTED = ("observer", "observerMessage", "observeSubagents", "observeToolResults", "experimental")


@dataclass(frozen=True)
class Asked:
    """One field: its text now, the text an edit is measured by, and what is to be said about it."""

    known: Field
    text: str
    initial: str
    is_locked: bool = False
    error: str = ""
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.known.name

    @property
    def options(self) -> list[str]:
        """The allowed values, and the present one even when it is not allowed."""
        values = ["true", "false"] if self.known.kind == "flag" else list(self.known.values)
        return values if self.text in ("", *values) else [*values, self.text]

    @property
    def rows(self) -> int:
        """How high its field is at first."""
        return min(16, max(2, self.text.count("\n") + 1))

    @property
    def tokens(self) -> int:
        return estimate_tokens(self.text)

    @property
    def picker(self) -> picker.Picker:
        return picker.show(self.text)

    @property
    def common_models(self) -> tuple[str, ...]:
        return COMMON_MODELS

    @property
    def unset_model(self) -> str:
        """What “inherit” stands for: the word when the file says so, else no field at all."""
        return "inherit" if self.initial == "inherit" else ""

    @property
    def is_other_model(self) -> bool:
        return self.text not in ("", "inherit", *COMMON_MODELS)

    @property
    def is_other_color(self) -> bool:
        return self.text not in ("", *COLORS)

    @property
    def is_group(self) -> bool:
        return self.name in ("tools", "model", "color")

    @property
    def control(self) -> str:
        """The template that draws it."""
        own = self.name if self.is_group else ""
        kinds = {"long text": "longtext", "choice": "select", "flag": "select", "nested": "nested"}
        return f"agents/_editor_{own or kinds.get(self.known.kind, 'text')}.html"


@dataclass(frozen=True)
class Definition:
    """The whole pane; ``locked`` is the problem that keeps the frontmatter from being edited here."""

    main: tuple[Asked, ...]
    advanced: tuple[Asked, ...]
    locked: Problem | None = None

    @property
    def is_advanced_used(self) -> bool:
        return any(asked.error or asked.text != asked.initial for asked in self.advanced)

    @property
    def has_errors(self) -> bool:
        return any(asked.error for asked in (*self.main, *self.advanced))

    @property
    def advanced_set(self) -> int:
        return sum(bool(asked.text or asked.error) for asked in self.advanced)


def lay_out(
    source: Source,
    reading: Reading,
    *,
    held: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Definition:
    """Ask for every known field of ``source``; ``held`` are texts that could not be applied yet."""
    locked = reading.reason if reading.reason and _is_unreadable(source, reading.reason) else None
    fields = [
        _ask(source, known, reading, held=(held or {}).get(known.name), error=(errors or {}).get(known.name, ""))
        for known in FIELDS
        if known.name not in UNDOCUMENTED or source.entry(known.name)
    ]
    main = tuple(asked for asked in fields if asked.known.group == "Definition")
    return Definition(main, tuple(asked for asked in fields if asked.known.group != "Definition"), locked)


def _is_unreadable(source: Source, reason: Problem) -> bool:
    """A text without any frontmatter can be given one; a botched one must be mended in the source."""
    if reason.code == "frontmatter.missing":
        return source.body.lstrip("\ufeff \t\r\n").startswith(("---", "+++"))
    return reason.locks_fields


def _ask(source: Source, known: Field, reading: Reading, *, held: str | None, error: str) -> Asked:
    notes = tuple(_notes(known.name, reading))
    if known.kind == "nested":
        text = nested.written(source, known.name)
        return Asked(known, text if held is None else held, text, error=error, notes=notes)
    try:
        value = read_field(source, known.name)
    except FieldError as unreadable:
        return Asked(known, "", "", is_locked=True, error=str(unreadable), notes=notes)
    text = shown(known, value)
    if text is None:
        entry = source.entry(known.name)
        return Asked(known, entry.text.rstrip() if entry else "", "", is_locked=True, error=error, notes=notes)
    return Asked(known, text if held is None else held, text, error=error, notes=notes)


def _notes(name: str, reading: Reading) -> Iterable[str]:
    """What the client makes of this field; what is about one tool stands at that tool."""
    found = (*((reading.reason,) if reading.reason else ()), *reading.problems)
    of_a_tool = ("tools.unknown", "tools.renamed", "tools.specifier", "tools.gone") if name == "tools" else ()
    return (p.message for p in found if p.code.partition(".")[0] == name and p.code not in of_a_tool)
