"""The address of the list of proposals: from a query string to a filter, and back; see ``views.filters``."""

from dataclasses import fields
from urllib.parse import urlencode

from django.http import QueryDict

from agents.queries.proposal_list import SHOWS, SORTS, Filter
from agents.views.filters import clean, is_id

PLAIN = Filter()
NAMES = tuple(field.name for field in fields(Filter))


def from_query(query: QueryDict) -> Filter:
    """Read a filter; a field we cannot use keeps its default."""
    words = {name: clean(query.get(name, "")) for name in NAMES}
    fits = {
        "show": words["show"] in SHOWS,
        "sort": words["sort"] in SORTS,
        "author": words["author"] == "me" or is_id(words["author"]),
        "reviewer": words["reviewer"] == "me" or is_id(words["reviewer"]),
    }
    return Filter(**{name: word for name, word in words.items() if fits.get(name, True)})


def address(chosen: Filter, *, page: int = 1) -> str:
    """Write ``chosen`` as a query string without what is default: "?" shows what is open."""
    words: dict[str, object] = {
        name: value for name in NAMES if (value := getattr(chosen, name)) != getattr(PLAIN, name)
    }
    if page > 1:
        words["page"] = page
    return f"?{urlencode(words, safe='/')}"
