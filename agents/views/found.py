"""What was found, in groups: names before texts, and of a name the nearest first."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace

from django.urls import reverse

from agents import access
from agents.definition.nearness import EXACT, Found, Piece, find_line, marked_name, nearness, words
from agents.definition.source import split
from agents.models import Membership, Team, User
from agents.queries import searching
from agents.queries.saved_views import named_like
from agents.templatetags.reviewing import spelled
from agents.views.saved_views import address

MOST = 7
IN_TEXT, LAST = 5, 6  # after every nearness of a name
VERSION = re.compile(r"(?:(.*)\s)?v(\d{1,6})", re.IGNORECASE | re.DOTALL)
TITLES = {"agent": "Agents", "guideline": "Guidelines"}


@dataclass(frozen=True)
class Hit:
    """One place to go to.  ``document`` is what a tile is drawn of; without it an icon stands there."""

    url: str
    pieces: tuple[Piece, ...]
    detail: str = ""
    icon: str = ""
    document: SimpleNamespace | None = None


@dataclass(frozen=True)
class Group:
    title: str
    hits: tuple[Hit, ...]
    near: int = LAST


def groups(membership: Membership, typed: str, *, here: Iterable[int]) -> list[Group]:
    """Everything near ``typed``, the nearest group first."""
    team = membership.team
    version = VERSION.fullmatch(typed)
    name = (version[1] or "").strip() if version else typed
    rows = _nearest(searching.by_name(team, name), name) if name else _open_now(team, here)
    made = [Group(TITLES[kind], *_named(team, rows, kind, name)) for kind in TITLES if name]
    made += [_actions(membership, rows), _versions(team, rows, int(version[2])) if version else None]
    made += [_views(membership, typed), _proposals(team, typed), _texts(team, typed, rows)]
    return sorted((group for group in made if group and group.hits), key=lambda group: group.near)


def _open_now(team: Team, here: Iterable[int]) -> list[dict]:
    return [row | {"near": LAST} for row in searching.by_id(team, here)]


def _nearest(rows: list[dict], typed: str) -> list[dict]:
    near = [row | {"near": _near(row, typed)} for row in rows]
    return sorted((row for row in near if row["near"] < LAST), key=lambda row: (row["near"], len(row["name"])))


def _near(row: dict, typed: str) -> int:
    both = (nearness(row["name"], typed), nearness(row["slug"], typed))
    return min((near for near in both if near is not None), default=LAST)


def _named(team: Team, rows: list[dict], kind: str, typed: str) -> tuple[tuple[Hit, ...], int]:
    chosen = [row for row in rows if row["kind"] == kind][:MOST]
    return tuple(document_hit(team, row, typed) for row in chosen), min((row["near"] for row in chosen), default=LAST)


def document_hit(team: Team, row: dict, typed: str = "") -> Hit:
    pieces = marked_name(row["name"], typed) if typed else ((row["name"], False),)
    where = row["path"] if row["name"] != row["slug"] or row["folder"] else f"v{row['number']}"
    return Hit(_address(team, row), pieces, where, document=SimpleNamespace(**row))


def _address(team: Team, row: dict, page: str = "document", *more) -> str:
    return reverse(page, args=[team.slug, f"{row['kind']}s", row["slug"], *more])


def _actions(membership: Membership, rows: list[dict]) -> Group | None:
    """What can be done with the one document that was named exactly."""
    exact = next((row for row in rows if row["near"] == EXACT), None)
    if exact is None:
        return None
    team, number = membership.team, exact["number"]
    hits = [
        Hit(
            _address(team, exact, "history"),
            (("All versions", False),),
            f"v1 to v{number}" if number > 1 else "v1",
            "history",
        )
    ]
    if number > 1:
        compare = _address(team, exact, "compare", number - 1, number)
        hits.insert(0, Hit(compare, ((f"See what changed in v{number}", False),), icon="file-diff"))
    if access.may(membership, "POST edit"):
        hits.insert(0, Hit(_address(team, exact, "edit"), (("Edit", False),), icon="pencil"))
    return Group(f"Actions on {exact['name']}", tuple(hits), EXACT)


def _versions(team: Team, rows: list[dict], number: int) -> Group:
    """The version that was named, of the documents that have it."""
    having = [row for row in rows if 1 <= number <= row["number"]][:MOST]
    hits = tuple(
        Hit(_address(team, row, "revision", number), ((f"{row['name']} ", False), (f"v{number}", True)), icon="history")
        for row in having
    )
    return Group("Versions", hits, min((row["near"] for row in having), default=LAST) - 1)


def _views(membership: Membership, typed: str) -> Group:
    views = named_like(membership, typed)
    hits = tuple(
        Hit(
            address(membership.team, view),
            marked_name(view.name, typed),
            view.family.capitalize(),
            "bookmark",
        )
        for view in views
    )
    near = (nearness(view.name, typed) for view in views)
    return Group("Saved views", hits, min((found for found in near if found is not None), default=LAST))


def _proposals(team: Team, typed: str) -> Group:
    """By number or title; a number that was typed is meant before anything that only holds it."""
    found = searching.proposals(team, typed, most=MOST)
    named = [(one, f"#{one.number} {spelled(one.title)}") for one in found]
    hits = tuple(
        Hit(
            reverse("proposal", args=[team.slug, one.number]),
            marked_name(name, typed),
            f"{one.get_state_display()}, by {one.author_name}",
            "git-pull-request-arrow",
        )
        for one, name in named
    )
    near = (EXACT if typed.removeprefix("#") == str(one.number) else nearness(one.title, typed) for one in found)
    return Group("Proposals", hits, min((one for one in near if one is not None), default=IN_TEXT))


def _texts(team: Team, typed: str, named: list[dict]) -> Group | None:
    wanted = words(typed)
    if sum(map(len, wanted)) < 2 and typed.isascii():
        return None
    known = {row["pk"] for row in named}
    found = [(row, line) for row in searching.by_text(team, typed) if (line := _line(row, wanted, row["pk"] in known))]
    found.sort(key=lambda pair: -pair[1].held)
    hits = tuple(
        Hit(
            f"{_address(team, row)}?view=source#L{line.number}",
            line.pieces,
            f"{row['name']}, line {line.number}",
            "file-text",
        )
        for row, line in found[:MOST]
    )
    return Group("In prompts", hits, IN_TEXT)


def _line(row: dict, wanted: list[str], is_named: bool) -> Found | None:
    """The line to show: of the prompt, else of the frontmatter; not the name itself of what was named already."""
    body = split(row["text"]).body_line
    found = find_line(row["text"], wanted, first=body)
    if found:
        return found
    found = find_line(row["text"], wanted, until=body - 1)
    is_its_name = found and "".join(text for text, _ in found.pieces).startswith("name:")
    return None if is_named and is_its_name else found


def recent(team: Team, user: User, *, seen: list[int], but: list[int]) -> list[Group]:
    """What the person looked at last, then what they edited, then what the team did."""
    rows = searching.by_id(team, seen) if seen else []
    rows += searching.edited_by(team, user, most=MOST)
    if len({row["pk"] for row in rows} - set(but)) < MOST:
        rows += searching.edited_last(team, most=MOST + len(but))
    first = {row["pk"]: row for row in reversed(rows) if row["pk"] not in but}
    ordered = sorted(first.values(), key=rows.index)[:MOST]
    return [Group("Recent", tuple(document_hit(team, row) for row in ordered), 0)] if ordered else []
