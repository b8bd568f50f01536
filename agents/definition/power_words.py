"""What a change of powers means, as sentences a reviewer reads before the lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from agents.definition.invisible import spelled_out
from agents.definition.powers import EVERY, PowerChange

MOST_NAMES = 12


@dataclass(frozen=True)
class Told:
    """One sentence; ``sign`` is + for what is given, - for what is taken, ~ for what is only other."""

    sign: Literal["+", "-", "~"]
    sentence: str


def told(change: PowerChange, *, name: str) -> tuple[Told, ...]:
    """Say what ``change`` gives the agent ``name`` and takes from it; what is given comes first.

    >>> told(PowerChange(gained_tools=("Bash", "WebFetch")), name="qa")[0].sentence
    'This gives qa Bash and WebFetch.'
    """
    who = spelled_out(name)
    sentences = (*_tools(change, who), *_modes(change, who), *_hooks(change, who), *_servers(change, who))
    return tuple(sorted(sentences, key=lambda one: "+~-".index(one.sign)))


def joined(names: tuple[str, ...]) -> str:
    """Names as one writes them: “a”, “a and b”, “a, b and 3 more”."""
    shown, more = names[:MOST_NAMES], len(names) - MOST_NAMES
    words = [*shown, f"{more} more"] if more > 0 else list(shown)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _tools(change: PowerChange, who: str) -> Iterator[Told]:
    if change.gained_tools == (EVERY,):
        but = f", except {joined(change.still_withheld)}" if change.still_withheld else ""
        yield Told("+", f"This gives {who} every tool{but}: a file without a list of tools has them all.")
    elif change.gained_tools:
        yield Told("+", f"This gives {who} {joined(change.gained_tools)}.")
    if change.lost_tools == (EVERY,):
        yield Told("-", f"{who} no longer has every tool, only those that are listed.")
    elif change.lost_tools:
        yield Told("-", f"This takes {joined(change.lost_tools)} from {who}.")


def _modes(change: PowerChange, who: str) -> Iterator[Told]:
    if change.mode is not None:
        old, new = (spelled_out(mode) if mode else "the inherited one" for mode in change.mode)
        more = " It may do more without being asked." if change.is_looser else ""
        yield Told("+" if change.is_looser else "~", f"The permission mode of {who} changes from {old} to {new}.{more}")
    if change.isolation is not None:
        old, new = (spelled_out(kind) if kind else "none" for kind in change.isolation)
        sign: Literal["+", "-"] = "+" if change.isolation[1] is None else "-"
        yield Told(sign, f"The isolation of {who} changes from {old} to {new}.")


def _hooks(change: PowerChange, who: str) -> Iterator[Told]:
    for hook in change.new_hooks:
        yield Told("+", f"{who} runs a new hook: {hook}")
    for hook in change.lost_hooks:
        if hook in change.lost_guards:
            yield Told("+", f"{who} loses a hook that could stop it: {hook}")
        else:
            yield Told("-", f"{who} no longer runs the hook: {hook}")


def _servers(change: PowerChange, who: str) -> Iterator[Told]:
    if change.new_servers:
        yield Told("+", f"This lets {who} reach {joined(change.new_servers)} (MCP).")
    if change.lost_servers:
        yield Told("-", f"{who} no longer reaches {joined(change.lost_servers)} (MCP).")
