"""What stands beside the graph: one agent, guideline or name with its sentences, or what stands out in the team."""

from dataclasses import dataclass

from django.http import Http404

from agents import access
from agents.definition.graph.facts import Facts, facts_of
from agents.definition.graph.model import Link, Node
from agents.models import Document, Edge, Membership, Reference
from agents.queries import names, relations, unresolved, wording
from agents.views.pictures import Picture
from agents.views.sights import GUIDELINES, NAME

SHOWN_LINKS = 8


@dataclass(frozen=True)
class Inspected:
    """A document with all that it has to do with others."""

    document: Document
    collaboration: relations.Collaboration | None = None
    follows: tuple[Reference, ...] = ()
    followed_by: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Nobody:
    """A name that no agent bears, where it is written, and whom it may mean."""

    told: unresolved.Unresolved
    places: tuple[Edge, ...]
    agents: tuple[tuple[str, str], ...]  # slugs and names to choose from


@dataclass(frozen=True)
class Standing:
    """What stands out in a team: its facts, and the first links that only one side tells."""

    facts: Facts
    one_way: tuple[tuple[Node, Node], ...]


def inspected(membership: Membership, name: str) -> Inspected | Nobody | None:
    """What the address names, or None."""
    if name.startswith(NAME):
        return _nobody(membership, name.removeprefix(NAME))
    family = "guidelines" if name.startswith(GUIDELINES) else "agents"
    try:
        document = access.document(membership, family, name.removeprefix(GUIDELINES))
    except Http404:
        return None
    if not document.is_agent:
        return Inspected(document, followed_by=tuple(relations.followed_by(document)))
    return Inspected(document, relations.collaboration(document), tuple(relations.follows(document)))


def _nobody(membership: Membership, key: str) -> Nobody | None:
    told = unresolved.one(membership.team, key)
    if told is None:
        return None
    agents = names.agents_by_slug(membership.team)
    return Nobody(told, tuple(wording.naming(membership.team, key)), tuple(agents))


def standing(shown: Picture) -> Standing:
    """Tell the team's numbers, whatever part of it is shown."""
    facts = facts_of(shown.whole)
    return Standing(facts, tuple(_ends(shown, link) for link in facts.one_way[:SHOWN_LINKS]))


def _ends(shown: Picture, link: Link) -> tuple[Node, Node]:
    return shown.whole.by_id[link.source], shown.whole.by_id[link.target]
