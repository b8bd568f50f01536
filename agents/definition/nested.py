"""Fields whose value has a structure of its own: edited as the YAML of their entry, checked before it is written."""

from typing import Any

from agents.definition import hooks, optional_fields
from agents.definition.fields import remove_field, set_entry
from agents.definition.source import Source
from agents.definition.values import FieldError
from agents.definition.yaml12 import Parsed, parse
from agents.definition.yaml_guard import YamlInvalid, YamlRefused


def written(source: Source, key: str) -> str:
    """The entry of ``key`` as it stands, with LF and without its last line end; "" when there is none."""
    entry = source.entry(key)
    return entry.text.replace("\r\n", "\n").rstrip(" \t\r\n") if entry else ""


def rewrite(source: Source, key: str, text: str) -> Source:
    """Return ``source`` with ``text`` as the entry of ``key``; without text the entry is removed.

    All else keeps every character.  FieldError says what is wrong with ``text``, and on which of
    its lines.
    """
    text = text.rstrip(" \t\r\n").lstrip("\n")
    if text == written(source, key):
        return source
    if not text:
        return remove_field(source, key)
    value = check(key, text)
    return set_entry(source, key, text.replace("\n", source.newline), value)


def check(key: str, text: str) -> Any:
    """Return the value that ``text`` gives ``key``, or say why the client would not take it.

    >>> check("mcpServers", "mcpServers:\\n  - github")
    ['github']
    """
    if "---" in text:
        line = text.count("\n", 0, text.index("---")) + 1
        raise FieldError(f"Line {line}: three dashes end the frontmatter, even here. Write -\\x2d- in double quotes.")
    parsed = _parsed(text)
    value = parsed.value
    if not isinstance(value, dict) or list(value) != [key] or parsed.repeated:
        raise FieldError(f"Begin with “{key}:” in the first column, and write everything else below it, indented.")
    if refusal := hooks.refusal(value):
        raise FieldError(refusal[1])
    if key == "mcpServers":
        _check_servers(parsed)
    _check_kind(key, value[key])
    return value[key]


def _parsed(text: str) -> Parsed:
    try:
        return parse(text)
    except YamlInvalid as invalid:
        problem, _, way_out = str(invalid).replace("The frontmatter", "This").partition(";")
        way_out = (
            way_out.strip() if isinstance(invalid, YamlRefused) else "look at its indentation, quotes and brackets."
        )
        raise FieldError(f"Line {min(invalid.line or 1, text.count(chr(10)) + 1)}: {problem}; {way_out}") from invalid


def _check_kind(key: str, value: Any) -> None:
    reader = optional_fields.READERS.get(key)
    try:
        if reader is not None:
            reader(value)
    except optional_fields.Ignored as ignored:
        raise FieldError(f"Claude Code would ignore this: {ignored}.") from ignored


def _check_servers(parsed: Parsed) -> None:
    for item in optional_fields.dropped_servers(parsed.value["mcpServers"]):
        line = parsed.item_lines["mcpServers"][item]
        raise FieldError(f"Line {line}: write a server's name, or one name with its settings below it.")
