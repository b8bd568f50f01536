"""One change of a field, made to many files: each keeps its own style, and says when it cannot be changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from agents.definition.client import read
from agents.definition.fields import FieldError, Value, read_field, remove_field, set_field
from agents.definition.source import Source, split
from agents.definition.tools import allowed
from agents.definition.values import names_in

Verb = Literal["set", "add", "remove"]

_UNSET = {"tools": "every tool", "model": "inherit", "color": "no color"}


@dataclass(frozen=True)
class FieldEdit:
    """Set ``key`` to ``value`` (None takes the field away), or add or remove names of its list."""

    key: str
    verb: Verb
    value: Value | None

    @property
    def sentence(self) -> str:
        """What it does, in words that suit a message: “Set model to opus”."""
        if self.verb == "add":
            return f"Added {_words(self.key, self.value)} to {self.key}"
        if self.verb == "remove":
            return f"Took {_words(self.key, self.value)} from {self.key}"
        return f"Set {self.key} to {_words(self.key, self.value)}"


@dataclass(frozen=True)
class Edited:
    """What an edit makes of one file.  ``reason`` says why it cannot be changed, with its ``line``."""

    text: str
    was: str = ""
    now: str = ""
    reason: str = ""
    line: int | None = None
    is_changed: bool = False


def edit_field(text: str, edit: FieldEdit) -> Edited:
    r"""Make ``edit`` to a file; all characters outside the field's own lines stay.

    >>> edit_field("---\nname: qa\nmodel: opus\n---\n", FieldEdit("model", "set", "haiku")).text
    '---\nname: qa\nmodel: haiku\n---\n'
    """
    source = split(text)
    reason = read(text).reason
    if reason is not None and (reason.locks_fields or reason.code == "frontmatter.missing"):
        return Edited(text, reason=reason.message, line=reason.line)
    try:
        before = read_field(source, edit.key)
        changed = _changed(source, edit, before)
        after = read_field(changed, edit.key)
    except FieldError as error:
        return Edited(text, reason=str(error), line=error.line)
    return Edited(str(changed), _words(edit.key, before), _words(edit.key, after), is_changed=changed is not source)


def _changed(source: Source, edit: FieldEdit, before: Any) -> Source:
    if edit.verb != "set":
        return _with_names(source, edit, before)
    if _words(edit.key, before) == _words(edit.key, edit.value) and edit.value is None:
        return source  # “inherit” and “*” say in words what no field says
    return remove_field(source, edit.key) if edit.value is None else set_field(source, edit.key, edit.value)


def _with_names(source: Source, edit: FieldEdit, before: Any) -> Source:
    wanted = names_in(edit.value) if isinstance(edit.value, list | str) else []
    if before is not None and not isinstance(before, str | list):
        raise FieldError(f"“{edit.key}” is not a list here. Edit it in the source.", line=source.line_of(edit.key))
    if _is_everything(before):
        if edit.verb == "add":
            return source
        sentence = "Every tool is allowed here, so there is no list to take from. Set a list first."
        raise FieldError(sentence, line=source.line_of(edit.key) if source.entry(edit.key) else None)
    names = names_in(before or [])
    kept = [*names, *_missing(names, wanted)] if edit.verb == "add" else [n for n in names if not _is_named(n, wanted)]
    return source if kept == names else set_field(source, edit.key, kept)


def _missing(names: list[str], wanted: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(wanted) if name not in names]


def _is_named(name: str, wanted: list[str]) -> bool:
    """``Bash(git *)`` is Bash to the client, so taking Bash away takes it too."""
    return name in wanted or name.partition("(")[0] in wanted


def _is_everything(value: Any) -> bool:
    return value is None or allowed(value).names is None


def _words(key: str, value: Any) -> str:
    if value is None or (key == "tools" and _is_everything(value)):
        return _UNSET.get(key, "nothing")
    if isinstance(value, list | str) and key == "tools":
        return ", ".join(names_in(value)) or "no tools"
    return str(value)
