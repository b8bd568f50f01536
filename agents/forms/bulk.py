"""Which change of a field is asked for, read from an address; whatever stands there, a page can be drawn."""

from dataclasses import dataclass

from django.http import QueryDict

from agents.definition.field_edits import FieldEdit, Verb
from agents.definition.schema import Field, field
from agents.definition.tools import split_entries
from agents.forms import picker
from agents.forms.asked import COMMON_MODELS

KEYS = ("model", "tools", "color")
OTHER = "*other"
VERBS: dict[str, Verb] = {"some": "set", "add": "add", "remove": "remove"}
LONGEST = 200  # characters of a model's id


@dataclass(frozen=True)
class Choice:
    """The field to change and what was chosen for it; ``edit`` is None while that says nothing yet."""

    known: Field
    chosen: str | None
    other: str = ""
    names: tuple[str, ...] = ()
    edit: FieldEdit | None = None
    error: str = ""

    @property
    def common_models(self) -> tuple[str, ...]:
        return COMMON_MODELS

    @property
    def picker(self) -> picker.Picker:
        return picker.show(", ".join(self.names))

    @property
    def asks_for_names(self) -> bool:
        return self.chosen in VERBS


def read(query: QueryDict) -> Choice:
    """Read the choice; an unknown field is the model."""
    key = query.get("field", "")
    known = field(key if key in KEYS else "model")
    chosen = query.get(known.name)
    if known.name == "tools":
        return _tools(known, chosen, query)
    return _model(known, chosen, query) if known.name == "model" else _color(known, chosen)


def _model(known: Field, chosen: str | None, query: QueryDict) -> Choice:
    other = query.get("model-other", "").strip()[:LONGEST]
    if chosen is None:
        return Choice(known, None)
    if chosen == OTHER and not other:
        return Choice(known, chosen, error="Write the id of a model, as in claude-opus-4-1.")
    value = other if chosen == OTHER else chosen[:LONGEST].strip()
    return Choice(known, chosen, other, edit=FieldEdit("model", "set", value or None))


def _color(known: Field, chosen: str | None) -> Choice:
    if chosen is None:
        return Choice(known, None)
    if chosen and chosen not in known.values:
        return Choice(known, None, error=f"Choose one of {', '.join(known.values)}, or no color.")
    return Choice(known, chosen, edit=FieldEdit("color", "set", chosen or None))


def _tools(known: Field, chosen: str | None, query: QueryDict) -> Choice:
    written = [*query.getlist("tools-some"), *split_entries(query.get("tools-more", "").strip())]
    names = tuple(dict.fromkeys(name for name in written if name and "\0" not in name))
    if chosen in ("all", "none"):
        return Choice(known, chosen, names=names, edit=FieldEdit("tools", "set", None if chosen == "all" else []))
    if chosen not in VERBS:
        return Choice(known, None, names=names)
    if not names:
        return Choice(known, chosen, error="Tick at least one tool.")
    return Choice(known, chosen, names=names, edit=FieldEdit("tools", VERBS[chosen], list(names)))
