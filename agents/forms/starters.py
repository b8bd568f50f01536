"""The agents to start from: Markdown files of our own in ``agents/starters/``."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from agents.definition.client import read

FOLDER = Path(__file__).resolve().parent.parent / "starters"


@dataclass(frozen=True)
class Starter:
    name: str
    description: str
    color: str
    tools: tuple[str, ...] | None
    source: str


@cache
def starters() -> dict[str, Starter]:
    """Every starter by its name, in the order of the alphabet."""
    found = {}
    for path in sorted(FOLDER.glob("*.md")):
        source = path.read_bytes().decode()
        reading = read(source)
        found[path.stem] = Starter(path.stem, reading.description or "", reading.color or "", reading.tools, source)
    return found
