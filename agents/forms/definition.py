"""The frontmatter as form fields, and what was posted of them applied to the text, entry by entry.

Each field carries its text at the time it was shown (``initial-<name>``).  Only a field that
differs from it is an edit, so that a form and a source can be posted together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as part
from typing import Any

from agents.definition import nested
from agents.definition.fields import FieldError, read_field, remove_field, set_field
from agents.definition.schema import FIELDS, Field
from agents.definition.source import Source, split
from agents.forms import picker
from agents.forms.written import meant, plain_newlines, shown


@dataclass(frozen=True)
class Applied:
    """A text with the form's edits, and what could not be applied: sentences and held texts by field."""

    text: str
    errors: dict[str, str] = part(default_factory=dict)
    held: dict[str, str] = part(default_factory=dict)


def apply(text: str, post: Mapping[str, Any]) -> Applied:
    """Apply to ``text`` every posted field that differs from what was shown.

    A field that was changed in the form and in the source in different ways is left as the
    source has it, and said so.
    """
    source, errors, held = split(text), {}, {}
    for known in FIELDS:
        initial = post.get(f"initial-{known.name}")
        if initial is None:
            continue
        initial = plain_newlines(initial)
        wanted = posted(known, post, initial=initial)
        if wanted == initial:
            continue
        try:
            source = _changed(source, known, initial=initial, wanted=wanted)
        except FieldError as error:
            errors[known.name] = str(error)
            held[known.name] = wanted
    return Applied(str(source), errors, held)


def posted(known: Field, post: Mapping[str, Any], *, initial: str) -> str:
    """Return the text a field was given; a field that was not posted was not changed."""
    if known.name == "tools":
        return picker.posted(post, initial=initial)
    if known.name == "model" and post.get("model") == "*other":
        return plain_newlines(post.get("model-other", "")).strip()
    return plain_newlines(post.get(known.name, initial))


def _changed(source: Source, known: Field, *, initial: str, wanted: str) -> Source:
    is_nested = known.kind == "nested"
    before = None if is_nested else read_field(source, known.name)
    now = nested.written(source, known.name) if is_nested else shown(known, before)
    if now == wanted:
        return source
    if now is None:
        raise FieldError(f"{known.label} cannot be changed here. Edit it in the source.")
    if now != initial:
        raise FieldError(
            f"{known.label} was changed in the form and in the source. "
            "Saving now takes what stands here in the form; to keep the source's, copy it here first."
        )
    if is_nested:
        return nested.rewrite(source, known.name, wanted)
    value = meant(known, wanted)
    if isinstance(before, str) and isinstance(value, str) and before.endswith("\n"):
        value += "\n"  # which shown() took away
    return remove_field(source, known.name) if value is None else set_field(source, known.name, value)
