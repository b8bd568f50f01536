"""Names and paths in a rendered text as chips: links to agents and guidelines, marks on those there are not."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from agents.definition.chips import Chip, with_chips
from agents.definition.edges.roster import stem_of
from agents.models import Document, Reference, Team
from agents.queries.relations import Collaboration
from agents.templatetags.look import icon
from agents.views.prose import Prose

LONGEST_NAME = 80


def with_names(prose: Prose, chips: Iterable[Chip]) -> Prose:
    """The same words, with chips where agents and guidelines are named."""
    return replace(prose, html=mark_safe(with_chips(prose.html, chips)))  # noqa: S308  chips are escaped below


def chips_of(team: Team, found: Collaboration | None, follows: Iterable[Reference], *, may_create: bool) -> list[Chip]:
    """The chips of a text whose names and paths the index holds."""
    chips = []
    relations = [*found.works_with, *found.unresolved] if found else []
    for relation in relations:
        for place in relation.sentences:
            others = [other.name for other in relation.candidates]
            chips.append(name_chip(team, place, relation.other, others=others, may_create=may_create))
    chips += [chip for one in follows if (chip := path_chip(team, one, one.target, may_create=may_create))]
    return chips


def name_chip(team: Team, place, other: Document | None, *, others: Iterable[str], may_create: bool) -> Chip:
    """An agent's name at ``place``, which has line, start and the words as ``written``."""
    words = place.written
    if other is not None:
        return Chip(place.line, place.start, words, *_link(team.slug, "agents", other.slug, ""))
    if fitting := " or ".join(others):
        return Chip(place.line, place.start, words, _unknown(f"This may be {fitting}"), "</span>")
    closing = _create(team.slug, "agents", words) if may_create else "</span>"
    return Chip(place.line, place.start, words, _unknown("Nobody here is called so"), closing)


def path_chip(team: Team, place, target: Document | None, *, may_create: bool) -> Chip | None:
    """A path at ``place``; None for one that is no business of the library."""
    if target is not None:
        family = f"{target.kind}s"
        return Chip(place.line, place.start, place.path, *_link(team.slug, family, target.slug, "book-open-text"))
    if not place.is_broken:
        return None
    closing = _create(team.slug, "guidelines", stem_of(place.path)) if may_create else "</span>"
    return Chip(place.line, place.start, place.path, _unknown("This file is not in the library"), closing)


@lru_cache(maxsize=4096)
def _link(team: str, family: str, slug: str, symbol: str) -> tuple[str, str]:
    address = f"{_library(team, family)}{slug}/"
    return format_html('<a class="ref" href="{}">{}', address, icon(symbol or "bot")), "</a>"


@lru_cache(maxsize=64)
def _library(team: str, family: str) -> str:
    return reverse("documents", args=[team, family])


@lru_cache(maxsize=1024)
def _unknown(reason: str) -> str:
    return format_html('<span class="ref unknown" title="{}">', reason)


@lru_cache(maxsize=4096)
def _create(team: str, family: str, name: str) -> str:
    """A link whose word is drawn by the style sheet, so that it is not copied with the text."""
    address = f"{reverse('new-document', args=[team, family])}?{urlencode({'name': name[:LONGEST_NAME]})}"
    label = f"Create {name[:LONGEST_NAME]}"
    return format_html('<a class="create" href="{}" aria-label="{}"></a></span>', address, label)
