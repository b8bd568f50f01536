"""What one document has to do with others: whom an agent works with, who names it, what it follows, who follows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from agents.models import Document, Edge, Reference

MOST = 1_000  # places a page can show
TIERS = tuple(Edge.Tier.values)
OTHER = ("id", "slug", "name", "path", "kind", "color", "archived_at")


@dataclass(frozen=True)
class Sentence:
    """A place of a text: the words, and where they stand in whose text."""

    written: str
    heading: str
    note: str
    line: int
    first_line: int
    last_line: int
    kind: str
    tier: str
    start: int = 0


@dataclass(frozen=True)
class Relation:
    """All that one text says of another document, or of a name nobody bears (``other`` is None).

    ``is_one_sided`` says that the other does not name it back; ``candidates`` are those among whom
    an ambiguous name cannot decide.
    """

    other: Document | None
    written: str
    key: str
    tier: str
    sentences: list[Sentence]
    is_one_sided: bool = False
    candidates: tuple[Document, ...] = ()

    @property
    def kind(self) -> str:
        """What the first sentence says that is more than working with somebody."""
        kinds = (sentence.kind for sentence in self.sentences)
        return next((kind for kind in kinds if kind != "works with"), "works with")


@dataclass(frozen=True)
class Collaboration:
    """An agent's relations with others."""

    works_with: list[Relation]
    unresolved: list[Relation]
    named_by: list[Relation]

    @property
    def one_sided(self) -> list[Relation]:
        """Those who do not name it though it names them."""
        return [relation for relation in self.works_with if relation.is_one_sided]

    @property
    def unanswered(self) -> list[Relation]:
        """Those who name it though it does not name them."""
        return [relation for relation in self.named_by if relation.is_one_sided]


def collaboration(agent: Document) -> Collaboration:
    """Everything an agent's page tells of other agents, in two or three queries."""
    found = _with(Edge.objects.filter(source=agent), "target")
    back = _with(Edge.objects.filter(target=agent, source__archived_at=None), "source")
    named, naming = {edge.target_id for edge in found}, {edge.source_id for edge in back}
    unresolved = [edge for edge in found if edge.target_id is None]
    candidates = _documents(pk for edge in unresolved for pk in edge.other_ids)
    return Collaboration(
        _grouped([edge for edge in found if edge.target_id], lambda edge: edge.target, known=naming),
        [_unresolved(edges, candidates) for edges in _by(unresolved, lambda edge: edge.key)],
        _grouped(back, lambda edge: edge.source, known=named),
    )


def _with(edges, end: str) -> list[Edge]:
    columns = [f"{end}__{column}" for column in OTHER]
    found = edges.select_related(end).only(*(f.attname for f in Edge._meta.concrete_fields), *columns)
    return list(found.order_by("line", "start")[:MOST])


def _documents(ids: Iterable[int]) -> dict[int, Document]:
    wanted = set(ids)
    return Document.objects.only(*OTHER).in_bulk(wanted) if wanted else {}


def _by(edges: Iterable[Edge], what) -> list[list[Edge]]:
    """Edges in groups, the surest group first, within it the surest place first."""
    groups: dict[object, list[Edge]] = {}
    for edge in sorted(edges, key=_rank):
        groups.setdefault(what(edge), []).append(edge)
    return list(groups.values())


def _rank(edge: Edge) -> tuple[int, int, int]:
    return TIERS.index(edge.tier), edge.line, edge.start


def _grouped(edges: list[Edge], other, *, known: set[int]) -> list[Relation]:
    return [_relation(group, other(group[0]), known) for group in _by(edges, lambda edge: other(edge).pk)]


def _relation(edges: list[Edge], other: Document, known: set[int]) -> Relation:
    first = edges[0]
    return Relation(other, first.written, first.key, first.tier, _sentences(edges), other.pk not in known)


def _unresolved(edges: list[Edge], candidates: dict[int, Document]) -> Relation:
    first = edges[0]
    fitting = tuple(candidates[pk] for pk in first.other_ids if pk in candidates)
    return Relation(None, first.written, first.key, first.tier, _sentences(edges), candidates=fitting)


def _sentences(edges: list[Edge]) -> list[Sentence]:
    return [
        Sentence(e.written, e.heading, e.note, e.line, e.first_line, e.last_line, e.kind, e.tier, e.start)
        for e in edges
    ]


def follows(document: Document) -> list[Reference]:
    """The files a text names, each with its ``target`` or broken, in the order of its lines."""
    columns = [f"target__{column}" for column in OTHER]
    found = Reference.objects.filter(source=document).select_related("target")
    return list(
        found.only(*(f.attname for f in Reference._meta.concrete_fields), *columns).order_by("line", "start")[:MOST]
    )


def followed_by(document: Document) -> list[Reference]:
    """The places at which other texts name this file, each with its ``source`` and the sentence (``note``)."""
    columns = [f"source__{column}" for column in OTHER]
    found = Reference.objects.filter(target=document, source__archived_at=None).select_related("source")
    found = found.only(*(f.attname for f in Reference._meta.concrete_fields), *columns)
    return list(found.order_by("source__name", "source", "line", "start")[:MOST])
