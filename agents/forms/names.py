"""What a post of the page of names says: whom each name means, which are no agents, what is forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from agents import limits
from agents.models import Document
from agents.operations.aliases import Meant

LONGEST = 200


@dataclass
class Answer:
    """The names a person decided on; ``unknown`` are rows for which somebody was typed whom nobody knows."""

    meant: list[Meant] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)


def read(post: QueryDict, agents: Mapping[int, Document]) -> Answer:
    """Read the row of the button that was pressed, or with ``save`` those that are ticked or were typed in."""
    if "dismiss" in post:
        return Answer([Meant(_word(post, "written", post["dismiss"]), None)])
    known = {agent.name: agent for agent in agents.values()} | {agent.slug: agent for agent in agents.values()}
    numbers = [post["one"]] if "one" in post else _chosen(post)
    answer = Answer()
    for number in numbers:
        written, said = _word(post, "written", number), _word(post, "meant", number)
        if said in known:
            answer.meant.append(Meant(written, known[said]))
        elif written:
            answer.unknown[written] = said
    return answer


def _chosen(post: QueryDict) -> list[str]:
    """The ticked rows, and those without a suggestion where somebody was typed."""
    ticked = set(post.getlist("chosen"))
    numbers = [name.removeprefix("written-") for name in post if name.startswith("written-")]
    typed = {at for at in numbers if _word(post, "meant", at) and not post.get(f"suggested-{at}")}
    return [at for at in numbers if at in ticked | typed][: limits.BULK_DOCUMENTS]


def _word(post: QueryDict, name: str, number: str) -> str:
    return post.get(f"{name}-{number}", "").replace("\0", "")[:LONGEST].strip()
