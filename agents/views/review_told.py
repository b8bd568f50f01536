"""What a proposal does to links, as a page shows it: with names, and addresses of the places."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from agents import access
from agents.models import Document
from agents.operations.rosters import Names
from agents.views.desk import Desk
from agents.views.review_elsewhere import Elsewhere
from agents.views.review_files import File
from agents.views.review_impact import Broken, Impact, OneSided, Touched
from agents.views.review_texts import id_of


@dataclass(frozen=True)
class Named:
    """Somebody a link leads to or comes from: a document of the library, or one the proposal adds."""

    label: str
    address: str


@dataclass(frozen=True)
class Place:
    """A name or path that leads elsewhere or nowhere, ``file`` and line it stands in, and where to mend it.

    ``then`` is the path that a file will have which is looked for under its old one.
    """

    file: Named
    address: str
    what: Broken | Elsewhere
    mend: str = ""
    meant: Named | None = None
    means: Named | None = None
    then: str = ""


@dataclass(frozen=True)
class HalfLink:
    """``source`` names ``target``, which does not name it back; ``mend`` leads to where it would."""

    source: Named
    target: Named
    mend: str = ""


@dataclass(frozen=True)
class Card:
    """What one file has to do with others, and what of it changes."""

    file: File
    done: Touched
    gained: list[Named]
    lost: list[Named]
    followers: list[Named]
    left: list[Place]  # in other files, where it is named and would be no longer

    @property
    def is_none(self) -> bool:
        return self.done.is_none and not self.left and not self.file.was_path


class Told:
    """An ``Impact`` for the eye."""

    def __init__(self, desk: Desk, impact: Impact, files: dict[int, File]) -> None:
        self._desk, self._impact, self._files = desk, impact, files
        self._changed = {id_of(one): one for one in desk.changes}
        self.unread = impact.unread

    @cached_property
    def _cards(self) -> list[Card]:
        return [self._card(one) for one in self._impact.touched if one.change.pk in self._files]

    def _card(self, done: Touched) -> Card:
        gained, lost, followers = (self._all(ids) for ids in (done.gained, done.lost, done.followers))
        me = done.change.document_id
        left = [place for place in self.broken if isinstance(place.what, Elsewhere) and place.what.meant == me]
        return Card(self._files[done.change.pk], done, gained, lost, followers, left)

    @property
    def cards(self) -> list[Card]:
        return [card for card in self._cards if not card.is_none]

    @property
    def untouched(self) -> list[File]:
        """The files that change nothing for others, and lead nowhere wrong."""
        wrong = {place.what.change.pk for place in self.broken if isinstance(place.what, Broken)}
        return [card.file for card in self._cards if card.is_none and card.file.pk not in wrong]

    @property
    def gained(self) -> int:
        return sum(len(one.gained) for one in self._impact.touched)

    @property
    def lost(self) -> int:
        return sum(len(one.lost) for one in self._impact.touched)

    @property
    def followers(self) -> int:
        """How many files follow a guideline that changes."""
        return len({pk for one in self._impact.touched for pk in one.followers})

    @cached_property
    def wider(self) -> list[File]:
        """The agents that may do more than before."""
        return [file for file in self._files.values() if any(one.sign == "+" for one in file.powers)]

    @cached_property
    def broken(self) -> list[Place]:
        """What leads nowhere, in the proposal and in the files it leaves alone."""
        ours = [self._ours(one) for one in self._impact.broken]
        return ours + [self._theirs(one) for one in self._impact.elsewhere if one.is_broken]

    @cached_property
    def elsewhere(self) -> list[Place]:
        """Names and paths of other files that mean somebody else then."""
        return [self._theirs(one) for one in self._impact.elsewhere if not one.is_broken and one.meant]

    @cached_property
    def mended(self) -> list[Place]:
        """Names and paths of other files that lead nowhere now, and somewhere then."""
        return [self._theirs(one) for one in self._impact.elsewhere if not one.is_broken and not one.meant]

    @cached_property
    def one_sided(self) -> list[HalfLink]:
        return [HalfLink(self._named(one.source), self._named(one.target), self._add(one)) for one in self._one_sided]

    @property
    def _one_sided(self) -> list[OneSided]:
        return self._impact.one_sided

    @property
    def is_none(self) -> bool:
        return not (self.broken or self.elsewhere or self.mended or self.one_sided or self.wider or self.cards)

    def _ours(self, one: Broken) -> Place:
        page = self._change_page(one.change.pk)
        where = f"change={one.change.pk}&iteration={self._desk.proposal.iteration}&on=R{one.line}"
        mend = f"{self._desk.here}comment/?{where}&suggest=1" if self._desk.may["comment"] else ""
        return Place(Named(one.change.path, page), f"{page}#f{one.change.pk}R{one.line}", one, mend)

    def _theirs(self, one: Elsewhere) -> Place:
        document = self._impact.documents[one.source]
        page = self._page(document)
        mend = f"{self._page(document, 'edit')}#L{one.line}" if access.may(self._desk.membership, "GET edit") else ""
        before, after = self._impact.worlds.before, self._impact.worlds.after
        ends = [self._named(pk, by=by) if pk else None for pk, by in ((one.meant, before), (one.means, after))]
        then = "" if one.is_name or one.means else after.paths.get(one.meant or 0, "")
        return Place(Named(document.path, page), f"{page}?view=source#L{one.line}", one, mend, *ends, then)

    def _change_page(self, pk: int) -> str:
        return f"{self._desk.here}changes/{pk}/"

    def _page(self, document: Document, name: str = "document") -> str:
        return reverse(name, args=[self._desk.team.slug, document.family, document.slug])

    def _all(self, ids: tuple[int, ...]) -> list[Named]:
        return [self._named(pk) for pk in ids]

    def _named(self, pk: int, *, by: Names | None = None) -> Named:
        """``by`` are the names of which time, of after the merge unless told.

        Files of the proposal lead to their place in it: there one sees what becomes of them.
        """
        change, worlds = self._changed.get(pk), self._impact.worlds
        if change is not None:
            row = (by or worlds.after).agents.get(pk) or worlds.before.agents.get(pk)
            return Named(row.name if row else change.path, self._change_page(change.pk))
        document = self._impact.documents[pk]
        return Named(document.name, self._page(document))

    def _add(self, one: OneSided) -> str:
        """Where the one that is silent could name the other; both have to be in the library, and it not in here."""
        documents = self._impact.documents
        if one.source not in documents or one.target not in documents or one.target in self._changed:
            return ""
        silent, known = documents[one.target], documents[one.source]
        if silent.archived_at or known.archived_at or not access.may(self._desk.membership, "GET add-link"):
            return ""
        return f"{reverse('add-link', args=[self._desk.team.slug, silent.slug])}?to={known.slug}"
