"""The fields an agent can do without: a wrong value is ignored, and hardly anyone is told.

Each reader answers with the value the client applies, or raises Ignored with the way out.
"""

from collections.abc import Callable
from typing import Any

from agents.definition.fences import BLANKS
from agents.definition.scalar_types import as_text, resolve
from agents.definition.schema import COLORS, EFFORTS, MODELS, PERMISSION_MODES


class Ignored(ValueError):
    """The client ignores this value; the text says what it would take."""


ValueReader = Callable[[Any], Any]


def _choice(*words: str) -> ValueReader:
    def read(value: Any) -> Any:
        if isinstance(value, str) and value in words:
            return value
        raise Ignored(f"use one of {', '.join(words)}")

    return read


def _integer(*, at_least: int) -> ValueReader:
    def read(value: Any) -> Any:
        number = _as_number(value)
        if number is None or not number.is_integer() or number < at_least:
            raise Ignored(f"use a whole number of at least {at_least:,}")
        return int(number)

    return read


def _as_number(value: Any) -> float | None:
    number = resolve(value.strip(BLANKS)) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    return float(number) if abs(number) < 1e21 else None


def _flag(value: Any) -> bool:
    if value is True or value == "true":
        return True
    if value is False or value == "false":
        return False
    raise Ignored("use true or false")


def _effort(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    word = value.strip(BLANKS).lower() if isinstance(value, str) else ""
    word = "medium" if word == "med" else word
    if word in EFFORTS:
        return word
    if word.removeprefix("-").isdecimal():
        return int(word[:20])
    raise Ignored(f"use {', '.join(EFFORTS)} or a whole number")


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        texts = [item for item in value if isinstance(item, str)]
    elif isinstance(value, str):
        texts = [value]
    else:
        raise Ignored("use names separated by commas, or a list")
    return tuple(word for text in texts for part in text.split(",") if (word := part.strip(BLANKS)))


def _text(value: Any) -> str:
    if isinstance(value, str) and value.strip(BLANKS):
        return value
    raise Ignored("write some text")


def _mapping(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    raise Ignored("use keys with values below it")


def _servers(value: Any) -> list[Any]:
    if isinstance(value, dict):
        raise Ignored("make it a list with one server in each item, each line beginning with -")
    if not isinstance(value, list):
        raise Ignored("use a list of servers")
    return [item for item in value if _is_server(item)]


def _is_server(item: Any) -> bool:
    if isinstance(item, str):
        return bool(item)
    return isinstance(item, dict) and len(item) == 1 and all(isinstance(x, dict) for x in item.values())


def dropped_servers(value: Any) -> list[int]:
    """Positions of the items of ``mcpServers`` that the client drops."""
    return [n for n, item in enumerate(value) if not _is_server(item)] if isinstance(value, list) else []


def read_model(value: Any) -> str:
    """Return the model as the client applies it: trimmed, and inherit in small letters."""
    if not isinstance(value, str) or not value.strip(BLANKS):
        raise Ignored("name a model, or remove the field to inherit one")
    model = value.strip(BLANKS)
    return "inherit" if model.lower() == "inherit" else model


def unknown_model(model: str) -> bool:
    """Tell whether a model is neither a known short name nor looks like a full id of Claude's."""
    return model.lower() not in MODELS and not model.lower().startswith(("claude-", "anthropic.", "us.", "eu."))


read_color = _choice(*COLORS)

READERS: dict[str, ValueReader] = {
    "permissionMode": _choice(*PERMISSION_MODES),
    "maxTurns": _integer(at_least=1),
    "skills": _words,
    "mcpServers": _servers,
    "memory": _choice("user", "project", "local"),
    "background": _flag,
    "effort": _effort,
    "isolation": _choice("worktree", "remote"),
    "initialPrompt": _text,
    "omitClaudeMd": _flag,
    "autoCompactWindow": _integer(at_least=100_000),
    "observer": _words,
    "observerMessage": _text,
    "observeSubagents": _flag,
    "observeToolResults": _flag,
    "experimental": _mapping,
}


def ignored_sentence(key: str, value: Any, way_out: str) -> str:
    """Say that a value is ignored.

    >>> ignored_sentence("color", "Red", "use one of red, blue")
    "color 'Red' is ignored; use one of red, blue."
    """
    shown = as_text(value)
    shown = f" {shown[:40]!r}" if isinstance(value, str | int | float) and shown else ""
    return f"{key}{shown} is ignored; {way_out}."
