"""The agents to start from: Markdown files of our own in ``agents/starters/``."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from agents.definition import preview
from agents.definition.client import read

FOLDER = Path(__file__).resolve().parent.parent / "starters"


@dataclass(frozen=True)
class Starter:
    name: str
    description: str
    color: str
    tools: tuple[str, ...] | None
    source: str
    text: str  # the body as people read it: safe HTML

    def tells_of(self, words: str) -> bool:
        """Whether every word of a search stands in what a card of the gallery shows."""
        shown = f"{self.name} {self.description} {' '.join(self.tools or ())}".casefold()
        return all(word in shown for word in words.casefold().split())


@cache
def starters() -> dict[str, Starter]:
    """Every starter by its name, in the order of the alphabet."""
    found = {}
    for path in sorted(FOLDER.glob("*.md")):
        source = path.read_bytes().decode()
        reading = read(source)
        text = preview.render(reading.body, first_line=reading.body_line).html
        found[path.stem] = Starter(
            path.stem, reading.description or "", reading.color or "", reading.tools, source, text
        )
    return found
