"""What a rename would change: the document's own text, and every text that names it or its file.

Each place keeps its spelling and means the same document afterwards; all other characters stay.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Q

from agents.definition.client import read
from agents.definition.edges.reading import read_edges
from agents.definition.edges.references import Tree, read_references
from agents.definition.edges.renaming import retarget, retarget_path, rewritten
from agents.definition.edges.roster import Named, Roster, stem_of
from agents.definition.fields import set_field
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
class RenamePlan:
    """A rename with all that follows from it: ``own`` is the document's text under its new name.

    ``left`` are documents that would still name somebody who is gone: write them in the editor.
    """

    document: Document
    path: str
    name: str
    own: Rewritten
    others: tuple[Rewritten, ...]
    left: tuple[Document, ...]

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
        source, places, is_whole = names.written_into(other)
        if source != other.head.source:
            others.append(Rewritten(other, other.head, source, places))
        if not is_whole:
            left.append(other)
    return RenamePlan(document, path, names.new.name, names.own_text(), tuple(others), tuple(left))


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
        new = replace(old, name=name or _following(document, path), stem=stem_of(path))
        agents = [new if agent.id == new.id else agent for agent in names.agents.values()]
        paths = [path if pk == document.pk else known for pk, known in names.paths.items()]
        after = Roster(agents, names.aliases)
        return cls(document, path, old, new, names.roster, after, names.tree, Tree(paths))

    def own_text(self) -> Rewritten:
        """The document under its new name; its own paths lead where they led."""
        head = self.document.head
        changes = []
        for reference in read_references(head.source, tree=self.tree, at=self.document.path):
            meant = self.path if reference.path == self.document.path else reference.path
            place = reference.written
            if meant and self.tree_after.find(place.path, at=self.path) != meant:
                changes.append((place.line, place.start, place.end, f".claude/{meant}"))
        source = rewritten(head.source, changes)
        if self.document.is_agent and self.new.name != self.old.name:
            source = str(set_field(split(source), "name", self.new.name))
        return Rewritten(self.document, head, source, len(changes))

    def written_into(self, other: Document) -> tuple[str, int, bool]:
        """Another text with the new name and path, how many places it has, and whether all are understood."""
        source = other.head.source
        references = read_references(source, tree=self.tree, at=other.path)
        places = sum(reference.path == self.document.path for reference in references)
        text = retarget_path(
            source, references, old=self.document.path, new=self.path, at=other.path, tree=self.tree_after
        )
        if not (self.document.is_agent and other.is_agent) or self.new == self.old:
            return text, places, True
        text = retarget(text, new=self.new, roster=self.before, renamed=self.after, self_id=other.pk)
        named, meant = self._count(source, self.before, other), self._count(text, self.after, other)
        return text, places + named, meant >= named

    def _count(self, text: str, roster: Roster, other: Document) -> int:
        return sum(edge.id == self.document.pk for edge in read_edges(text, roster=roster, self_id=other.pk))


def _following(document: Document, path: str) -> str:
    """The name an agent has at ``path``: the file's, where it was the file's before."""
    if not document.is_agent:
        return document.name
    own = read(document.head.source).name
    return stem_of(path) if own is None or own == stem_of(document.path) else document.name
