"""What stands beside the graph: one agent, guideline or name with its sentences, or what stands out in the team."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from agents import own
from agents.definition.graph.facts import Facts, facts_of
from agents.definition.graph.model import Link, Node
from agents.models import Document, Edge, Membership, Reference
from agents.queries import relations, unresolved, wording
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
class OneWay:
    """Source names target, which does not name it; with the slugs of both."""

    source: Node
    target: Node
    slug: str
    other_slug: str


@dataclass(frozen=True)
class Standing:
    """What stands out in a team: its facts, and the first links that only one side tells."""

    facts: Facts
    one_way: tuple[OneWay, ...]


def inspected(membership: Membership, shown: Picture) -> Inspected | Nobody | None:
    """What stands beside the picture, or None."""
    name = shown.sight.beside
    if name.startswith(NAME):
        return _nobody(shown, name.removeprefix(NAME))
    family = "guidelines" if name.startswith(GUIDELINES) else "agents"
    try:
        document = own.document(membership, family, name.removeprefix(GUIDELINES))
    except Http404:
        return None
    if not document.is_agent:
        return Inspected(document, followed_by=tuple(relations.followed_by(document)))
    return Inspected(document, relations.collaboration(document), tuple(relations.follows(document)))


def _nobody(shown: Picture, key: str) -> Nobody | None:
    told = unresolved.one(shown.team, key)
    if told is None:
        return None
    agents = [(slug, node.label) for slug, node in shown.agents.items()]
    return Nobody(told, tuple(wording.naming(shown.team, key)), tuple(sorted(agents, key=lambda one: one[1])))


def standing(shown: Picture) -> Standing:
    """Tell the team's numbers, whatever part of it is shown."""
    facts = facts_of(shown.whole)
    slugs = {node.id: slug for slug, node in shown.agents.items()}
    return Standing(facts, tuple(_one_way(shown, link, slugs) for link in facts.one_way[:SHOWN_LINKS]))


def _one_way(shown: Picture, link: Link, slugs: Mapping[str, str]) -> OneWay:
    nodes = shown.whole.by_id
    return OneWay(nodes[link.source], nodes[link.target], slugs[link.source], slugs[link.target])
