"""The name and the description, which every agent needs: added, or written as the client takes them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from agents.definition.fields import FieldError, set_field
from agents.definition.fixes.fix import Fix, replacing, turning
from agents.definition.fixes.keys import rename_key
from agents.definition.fixes.quoting import quote_value
from agents.definition.fixes.spot import Spot
from agents.definition.scalars import quoted
from agents.definition.source import split

_LONGEST_NAME = 64
_LONGEST_DESCRIPTION = 240
_SKIPPED = re.compile(r"^(?:#+[ \t]|```|~~~|\||>|[-*+][ \t]|\d+[.)][ \t]|<|!\[|---|===)")
_SENTENCE = re.compile(r"^.{20,}?[.!?](?=\s|\Z)", re.DOTALL)
_MARKUP = re.compile(r"[*_`]{1,3}|\[([^\]]*)\]\([^)]*\)")
_HEADING = re.compile(r"^#+[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)


def slug(words: str) -> str:
    """Write ``words`` as names are usually written.

    >>> slug("Code Reviewer: Éclair")
    'code-reviewer-eclair'
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-")


def describe(body: str) -> str:
    """The first sentence a text says about itself, else its first heading.

    >>> describe("# QA\\n\\nYou test what **others** build. Then you report.")
    'You test what others build.'
    """
    for paragraph in re.split(r"\n[ \t]*\n", body.replace("\r\n", "\n")):
        words = paragraph.strip()
        if words and not _SKIPPED.match(words) and not words.startswith("    "):
            plain = " ".join(_MARKUP.sub(r"\1", words).split()).replace("\\n", " ")
            sentence = _SENTENCE.match(plain)
            return (sentence[0] if sentence else plain)[:_LONGEST_DESCRIPTION].strip()
    heading = _HEADING.search(body)
    return _MARKUP.sub(r"\1", heading[1])[:_LONGEST_DESCRIPTION].strip() if heading else ""


def add_name(spot: Spot) -> Iterator[Fix]:
    """Name the agent after its key that is nearly one, else after its file."""
    yield from rename_key(spot)
    if name := slug(spot.stem):
        yield from spot.setting("name", name, f"Name it {name}", changes="name")


def add_description(spot: Spot) -> Iterator[Fix]:
    """Describe the agent by what stands there already, else by how its text begins."""
    yield from rename_key(spot)
    yield from quote_value(spot)
    if words := describe(spot.reading.body or spot.source.body):
        yield from spot.setting("description", words, "Describe it by its first sentence", changes="description")


def rename(spot: Spot) -> Iterator[Fix]:
    """Write the name with small letters and hyphens, or take the file's."""
    name = slug(spot.reading.name or "") or slug(spot.stem)
    if name:
        yield from spot.setting("name", name, f"Name it {name}", changes="name")


def trim_name(spot: Spot) -> Iterator[Fix]:
    """Take the blanks from the ends of the name."""
    name = (spot.reading.name or "").strip()
    if name:
        yield from spot.setting("name", name, "Remove the blanks", changes="name")


def write_line_ends(spot: Spot) -> Iterator[Fix]:
    """Write real line ends for what the client turns into some; the description stays what it is."""
    if spot.owner is None or not spot.reading.description:
        return
    (entry, start), label = spot.owner, "Write real line ends"
    written = entry.text[len(entry.head) :]
    value = written.strip(" \t\r\n")
    at = start + len(entry.head) + written.index(value)
    if value[0] == "|":
        margin = re.search(r"\n([ \t]*)", value)
        text = value.replace("\\n", spot.source.newline + margin[1] if margin else " ")
        yield replacing(label, at, at + len(value), text, changes="description")
    elif value[0] != ">":
        yield replacing(label, at, at + len(value), quoted(spot.reading.description))


def with_frontmatter(spot: Spot) -> Iterator[Fix]:
    """Give a text without frontmatter a name and a description."""
    name, words = slug(spot.stem), describe(spot.text)
    if not (name and words):
        return
    try:
        source = set_field(split(spot.text), "name", name)
        source = set_field(source, "description", words)
    except FieldError:
        return
    body = source.body if source.body.startswith(("\n", "\r\n")) else source.newline + source.body
    new = str(replace(source, body=body))
    yield turning("Add a name and a description", spot.text, new, changes="*")
