"""What a rename would change: the document's own text, and every text that names it or its file.

Names are written anew where they are the old name, in any of its spellings, or would mean nobody
afterwards; what is known by an alias or a title that stays is left as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.db.models import Q

from agents.definition.client import read
from agents.definition.edges.reading import read_edges
from agents.definition.edges.references import Tree, read_references
from agents.definition.edges.roster import Named, Roster, stem_of
from agents.definition.edges.spelling import spelled_like, with_agent
from agents.definition.edges.written import Edge
from agents.definition.fields import set_field
from agents.definition.respelling import Span, path_like, replaced
from agents.definition.source import split
from agents.models import Document, Revision
from agents.operations.rosters import names_of
from agents.queries.unread import unread


@dataclass(frozen=True)
class Rewritten:
    """A file of the plan: its text as it stands in ``base`` and as it would be, and how often it names the document."""

    document: Document
    base: Revision
    source: str
    places: int


@dataclass(frozen=True)
class Left:
    """A place that names the document and cannot be written so that it is understood."""

    document: Document
    line: int
    written: str


@dataclass(frozen=True)
class RenamePlan:
    """A rename with all that follows from it; ``own`` is the document's text under its new name."""

    document: Document
    path: str
    name: str
    own: Rewritten
    others: tuple[Rewritten, ...]
    left: tuple[Left, ...]

    @property
    def bases(self) -> dict[int, int]:
        """The revision each file was planned with: what a page sends back, so that nothing else is written."""
        return {file.document.pk: file.base.pk for file in (self.own, *self.others)}


def plan_rename(document: Document, path: str, *, name: str = "") -> RenamePlan:
    """Say what renaming ``document`` to ``path`` would change; nothing is stored.

    ``name`` is an agent's new name in its frontmatter; without one, a name that was the file's
    follows the file, any other stays.
    """
    names = _Names.of(document, path, name)
    others, left = [], []
    for other in _naming(document):
        source, places, missed = names.written_into(other)
        left += [Left(other, edge.line, edge.target) for edge in missed]
        if source != other.head.source:
            others.append(Rewritten(other, other.head, source, places))
    own = names.own_text()
    return RenamePlan(document, path, names.new.name, own, tuple(others), tuple(left))


def _naming(document: Document) -> Iterator[Document]:
    """Documents that name this one, and those not read yet, with their heads."""
    named = Q(edges__target=document) | Q(references__target=document)
    found = Document.objects.filter(named, team=document.team, archived_at=None).order_by()
    ids = {*found.values_list("pk", flat=True), *unread(document.team).order_by().values_list("pk", flat=True)}
    ids.discard(document.pk)
    return Document.objects.select_related("head", "team").filter(pk__in=ids).order_by("path").iterator(200)


@dataclass
class _Names:
    """Who is meant by what, before the rename and after."""

    document: Document
    path: str
    old: Named
    new: Named
    before: Roster
    after: Roster
    tree: Tree
    tree_after: Tree

    @classmethod
    def of(cls, document: Document, path: str, name: str) -> "_Names":
        names = names_of(document.team)
        old = names.agents.get(document.pk) or Named(document.pk, document.name, stem_of(document.path))
        new = replace(old, name=name or _follows(document, path), stem=stem_of(path))
        agents = [new if agent.id == new.id else agent for agent in names.agents.values()]
        paths = [path if pk == document.pk else known for pk, known in names.paths.items()]
        after = Roster(agents, names.aliases)
        return cls(document, path, old, new, names.roster, after, names.tree, Tree(paths))

    def own_text(self) -> Rewritten:
        """The document under its new name, its own relative paths leading where they led."""
        head = self.document.head
        words: dict[Span, str] = {}
        for reference in read_references(head.source, tree=self.tree, at=self.document.path):
            meant = self.path if reference.path == self.document.path else reference.path
            written = reference.written
            if meant and self.tree_after.find(written.path, at=self.path) != meant:
                words[written.line, written.start, written.end] = self._path(written.path, meant, at=self.path)
        source = replaced(head.source, words)
        if self.document.is_agent and self.new.name != self.old.name:
            source = str(set_field(split(source), "name", self.new.name))
        return Rewritten(self.document, head, source, len(words))

    def written_into(self, other: Document) -> tuple[str, int, list[Edge]]:
        """The text of another document with the new name and path, how many places changed, and which could not."""
        source = other.head.source
        words = dict(self._paths(other))
        edges = self._edges(other) if self.document.is_agent and other.is_agent else []
        for spell in (spelled_like, lambda _, name: with_agent(name), lambda _, name: name):
            names = {(e.line, e.start, e.end): spell(e.target, self.new.name) for e in edges}
            text = replaced(source, names | words)
            if not (missed := self._missed(other, text, edges)):
                return text, len(names) + len(words), []
        names = {(e.line, e.start, e.end): spelled_like(e.target, self.new.name) for e in edges if e not in missed}
        return replaced(source, names | words), len(names) + len(words), missed

    def _paths(self, other: Document) -> Iterator[tuple[Span, str]]:
        for reference in read_references(other.head.source, tree=self.tree, at=other.path):
            if reference.path == self.document.path:
                written = reference.written
                span = written.line, written.start, written.end
                yield span, self._path(written.path, self.path, at=other.path)

    def _path(self, written: str, meant: str, *, at: str) -> str:
        spelled = path_like(written, before=self.document.path, after=meant) if meant == self.path else written
        return spelled if self.tree_after.find(spelled, at=at) == meant else f".claude/{meant}"

    def _edges(self, other: Document) -> list[Edge]:
        """The places to write anew: those that are the old name, and those nobody would be meant by."""
        old, new = Roster([replace(self.old, title="")]), Roster([replace(self.new, title="")])
        return [
            edge
            for edge in read_edges(other.head.source, roster=self.before, self_id=other.pk)
            if edge.id == self.document.pk
            and (
                (old.resolve(edge.target).id and not new.resolve(edge.target).id)
                or self.after.resolve(edge.target).id != self.document.pk
            )
        ]

    def _missed(self, other: Document, text: str, edges: list[Edge]) -> list[Edge]:
        """Those of ``edges`` whose place means somebody else, or nobody, once ``text`` is saved."""
        now = read_edges(text, roster=self.after, self_id=other.pk)
        lines = [edge.line for edge in now if edge.id == self.document.pk]
        missed = []
        for edge in edges:
            if edge.line in lines:
                lines.remove(edge.line)
            else:
                missed.append(edge)
        return missed


def _follows(document: Document, path: str) -> str:
    if not document.is_agent:
        return document.name
    own = read(document.head.source).name
    return stem_of(path) if own is None or own == stem_of(document.path) else document.name


Bases = Mapping[int, int]
