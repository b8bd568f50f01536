"""The library's address: from a query string to a filter, and back.

Whatever stands in a query string, a filter comes out: what we do not know is left out.
"""

from dataclasses import fields, replace
from urllib.parse import urlencode

from django.http import QueryDict

from agents.queries.collaboration import KINDS
from agents.queries.library import SORTS, Filter

LONGEST = 200
DEEPEST_PAGE = 9_999
VERDICTS = ("skipped", "noted", "loads")
OWNERS = ("me", "none")
REVIEWS = ("overdue", "never")
PLAIN = Filter()
NAMES = tuple(field.name for field in fields(Filter))
AGENT_COLUMNS = (
    ("Agent", "", "name"),
    ("Tools", "tl", ""),
    ("Model", "md", "model"),
    ("Claude Code", "hl", "attention"),
    ("Version", "stt", ""),
    ("Updated", "up", "updated"),
)
GUIDELINE_COLUMNS = (
    ("Guideline", "", "name"),
    ("Tokens", "tk", "tokens"),
    ("Version", "stt", ""),
    ("Updated", "up", "updated"),
)


def from_query(query: QueryDict) -> Filter:
    """Read a filter; a field we cannot use keeps its default."""
    words = {field.name: clean(query.get(field.name, "")) for field in fields(Filter) if field.name != "archived"}
    if words["verdict"] not in VERDICTS:
        words["verdict"] = PLAIN.verdict
    if words["relation"] not in KINDS:
        words["relation"] = PLAIN.relation
    if words["owner"] not in OWNERS and not is_id(words["owner"]):
        words["owner"] = PLAIN.owner
    if words["review"] not in REVIEWS:
        words["review"] = PLAIN.review
    if words["sort"] not in SORTS:
        words["sort"] = PLAIN.sort
    return Filter(archived=query.get("archived") == "1", **words)


def is_id(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < 16


def clean(text: str) -> str:
    """Drop what no database takes: NUL and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()[:LONGEST].strip()


def page_number(query: QueryDict) -> int:
    text = query.get("page", "")
    return min(max(int(text), 1), DEEPEST_PAGE) if text.isdecimal() and len(text) < 9 else 1


def address(chosen: Filter, *, page: int = 1) -> str:
    """Write ``chosen`` as a query string without what is default: "?" shows everything."""
    words = {name: value for name in NAMES if (value := getattr(chosen, name)) != getattr(PLAIN, name)}
    if chosen.archived:
        words["archived"] = "1"
    if page > 1:
        words["page"] = page
    return f"?{urlencode(words)}"


def columns(chosen: Filter, family: str) -> list[dict[str, str]]:
    """The heads of the table: label, class, the address that sorts by it, and how it is sorted now."""
    table = AGENT_COLUMNS if family == "agents" else GUIDELINE_COLUMNS
    return [{"label": label, "class": css, **_sorting(chosen, key)} for label, css, key in table]


def _sorting(chosen: Filter, key: str) -> dict[str, str]:
    if not key:
        return {}
    first = f"-{key}" if key in ("updated", "tokens") else key  # the newest and the longest are asked for first
    other = key if first != key else f"-{key}"
    sort = "" if chosen.is_by_nearness else chosen.sort
    now = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    return {"href": address(replace(chosen, sort=other if sort == first else first)), "now": now}


def is_filtered(chosen: Filter) -> bool:
    """Tell whether anything but the order and the archive narrows the list."""
    narrowing = [f.name for f in fields(Filter) if f.name not in ("sort", "archived")]
    return any(getattr(chosen, name) for name in narrowing)
