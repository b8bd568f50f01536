"""Places that two texts changed, and what a page posted for each: one side, the other, or words of one's own."""

from collections.abc import Mapping
from dataclasses import dataclass

from agents.definition.merge import Conflict, Merged, resolve
from agents.definition.newlines import restore


@dataclass(frozen=True)
class Choice:
    """One place with what was posted for it; ``name`` is that of its fields, behind “take-” and “own-”."""

    name: str
    conflict: Conflict
    take: str
    words: str

    @property
    def text(self) -> str | None:
        """What stands there then; None while nothing was chosen."""
        return {"ours": self.conflict.ours, "theirs": self.conflict.theirs, "own": self._own}.get(self.take)

    @property
    def _own(self) -> str:
        """The words with the line ends of the place, its last line's too."""
        sides = (self.conflict.ours, self.conflict.theirs)
        like = next((side for side in sides if "\n" in side), "")
        own = restore(self.words, like)
        is_open = own and not own.endswith("\n") and like.endswith("\n")
        return own + ("\r\n" if like.endswith("\r\n") else "\n") if is_open else own


def choices(merged: Merged | None, post: Mapping[str, str], *, key: str, prefix: str = "") -> list[Choice]:
    """The places of a file that both changed, with what was posted for each; ``key`` names the file."""
    found = []
    for at, conflict in enumerate(merged.conflicts if merged else ()):
        name = f"{key}-{at}"
        words = post.get(f"{prefix}own-{name}", conflict.ours)
        found.append(Choice(name, conflict, post.get(f"{prefix}take-{name}", ""), words))
    return found


def settled(merged: Merged, chosen: list[Choice]) -> str | None:
    """The whole text; None while a place is open."""
    texts = [choice.text for choice in chosen]
    return None if None in texts else resolve(merged, texts)
