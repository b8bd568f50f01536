"""The Changes tab: every file of a proposal, the first ones at once and the others as one comes to them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import get_template
from django.views.decorators.http import require_safe

from agents.definition.comparison import Part
from agents.definition.edges.written import Edge
from agents.models import Change
from agents.templatetags.compared import Beside
from agents.views.desk import Desk, opened
from agents.views.parts import render_part
from agents.views.review_files import File, Placed, files, relating
from agents.views.review_rendered import rendered
from agents.views.review_sight import Asked, remembered
from agents.views.review_texts import Relating
from agents.views.review_threads import thread_context

AT_ONCE = 4  # files that come with the page
AT_ONCE_CHARACTERS = 120_000  # of their texts together; the first file always comes


@require_safe
def changes(request: HttpRequest, team: str, number: int):
    """All files; ``view`` says how, ``since`` is the iteration to compare with instead of the base."""
    return show_all(opened(request, team, number))


def show_all(desk: Desk):
    asked = Asked(desk.request, desk)
    pending = [change for change in desk.changes if change.pk in desk.current]
    first = files(desk, _first(desk, pending), since=asked.since)
    loaded = {file.pk: file for file in first}
    names = relating(desk, first) if first else None
    shown = [
        (change, file_context(desk, loaded[change.pk], asked, names) if change.pk in loaded else None)
        for change in pending
    ]
    context = desk.context("changes") | asked.context() | {"shown": shown, "outline": outline(desk, pending)}
    return remembered(render(desk.request, "agents/proposal_changes.html", context), asked)


def _first(desk: Desk, pending: list[Change]) -> list[Change]:
    """The files that come with the page: some, while they are not too long, of those that were not viewed."""
    found: list[Change] = []
    room = AT_ONCE_CHARACTERS
    for change in pending:
        if change.pk in desk.viewed:
            continue
        text = desk.current[change.pk]
        room -= 0 if "source" in text.get_deferred_fields() else len(text.source)
        if found and (len(found) == AT_ONCE or room < 0):
            break
        found.append(change)
    return found


@require_safe
def file(request: HttpRequest, team: str, number: int, pk: int):
    """One file: a page of its own, or the part that the page of all brings in."""
    return show_one(opened(request, team, number), pk)


def show_one(desk: Desk, pk: int):
    request = desk.request
    asked = Asked(request, desk)
    found = one_file(desk, pk, since=asked.since)
    context = asked.context() | file_context(desk, found, asked, relating(desk, [found]))
    context |= {"desk": desk, "files": len(desk.changes), "is_open": "fold" not in request.GET}
    context |= {"is_folding": "fold" in request.GET, "proposal": desk.proposal}
    context |= {} if request.htmx else desk.context("changes")
    return remembered(render_part(request, "agents/proposal_file.html", "file", context), asked)


@dataclass(frozen=True)
class Entry:
    """A file in the list one jumps by."""

    change: Change
    said: int
    is_viewed: bool


def outline(desk: Desk, pending: list[Change]) -> list[Entry]:
    """The files with how much was said of each."""
    said = Counter(thread.first.change_id for thread in desk.threads for _ in range(thread.count))
    return [Entry(change, said[change.pk], change.pk in desk.viewed) for change in pending]


def one_change(desk: Desk, pk: int) -> Change:
    """The change of this key, or Http404."""
    found = next((change for change in desk.changes if change.pk == pk and change.pk in desk.current), None)
    if found is None:
        raise Http404("No such file in this proposal.")
    return found


def one_file(desk: Desk, pk: int, *, since: int = 0, then: int = 0) -> File:
    return files(desk, [one_change(desk, pk)], since=since, then=then)[0]


def file_context(desk: Desk, file: File, asked: Asked, names: Relating | None) -> dict:
    """What _review_file.html shows of ``file``."""
    threads = _Threads(desk, file)
    seen = f"change={file.pk}&iteration={desk.proposal.iteration}"
    query = f"{desk.here}comment/?{seen}&{f'since={asked.since}&' if asked.since > 0 else ''}"
    may_comment = desk.may["comment"] and not file.is_landing
    edges = file.relations(names) if names else None
    context = {
        "file": file,
        "compared": file.compared,
        "edges": edges,
        "edges_added": _labels(desk, edges.added, names) if edges else [],
        "edges_removed": _labels(desk, edges.removed, names) if edges else [],
        "beside": threads.beside(f"{query}on=" if may_comment else "", asked.view),
        "comment_file": query if may_comment else "",
        "comment_field": f"{query}field=" if may_comment else "",
        "on_fields": [threads.drawn(one) for one in threads.on_fields],
        "on_file": [threads.drawn(one) for one in threads.on_file],
        "elsewhere": [threads.drawn(one) for one in threads.elsewhere(asked.view)],
        "outdated": [threads.drawn(one) for one in threads.outdated],
        "said": sum(one.thread.count for one in file.placed),
        "is_viewed": file.is_viewed,
    }
    return context | (rendered(file) if asked.view == "rendered" else {})


def _labels(desk: Desk, edges: Iterable[Edge], names: Relating) -> list[str]:
    """The names of the agents; as they are written, for who may not know them."""
    found = [edge for edge in edges if edge.id is not None]
    return [(names.label(edge.id) if desk.knows_library else "") or edge.target for edge in found]


class _Threads:
    """The threads of a file by where they are shown."""

    def __init__(self, desk: Desk, file: File) -> None:
        self.desk, self.file = desk, file
        placed = file.placed
        self.outdated = [one for one in placed if one.is_outdated]
        self.on_fields = [one for one in placed if one.thread.first.field]
        self.on_file = [one for one in placed if one.thread.first.first_line is None and not one.thread.first.field]
        self._on_lines = [one for one in placed if one.lines is not None]
        self._template = get_template("agents/_review_thread.html")
        self._shown = _lines_of((*file.compared.front, *file.compared.body))

    def beside(self, address: str, view: str) -> Beside:
        made = Beside(f"f{self.file.pk}", address, self.below(view))
        front = _lines_of(self.file.compared.front)
        return replace(made, is_in_front=not front.isdisjoint(made.below))

    def below(self, view: str) -> dict[tuple[str, int], str]:
        """Rows of the table for the threads on lines that are shown."""
        rows: dict[tuple[str, int], str] = {}
        for one in self._among(view):
            place = (one.side, one.lines.last)
            cell = f'<td colspan="{6 if view == "split" else 4}">{self.drawn(one)}</td>'
            rows[place] = rows.get(place, "") + f'<tr class="thread">{cell}</tr>'
        return rows

    def elsewhere(self, view: str) -> list[Placed]:
        """Those on lines the page does not show."""
        among = {id(one) for one in self._among(view)}
        return [one for one in self._on_lines if id(one) not in among]

    def _among(self, view: str) -> Iterable[Placed]:
        if view == "rendered":
            return []
        return [one for one in self._on_lines if (one.side, one.lines.last) in self._shown]

    def drawn(self, one: Placed) -> str:
        csrf = {"csrf_token": get_token(self.desk.request)}
        return self._template.render(thread_context(self.desk, one.thread, placed=one, file=self.file) | csrf)


def _lines_of(parts: Iterable[Part]) -> set[tuple[str, int]]:
    """The sides and numbers of the lines that are there to be shown."""
    found: set[tuple[str, int]] = set()
    for part in parts:
        for row in part.rows:
            if row.old is not None and row.old.old_line is not None:
                found.add(("L", row.old.old_line))
            if row.new is not None and row.new.new_line is not None:
                found.add(("R", row.new.new_line))
    return found
