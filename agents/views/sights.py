"""The graph's address: from a query string to what the page shows, and back.

Whatever stands in a query string, a sight comes out: what we do not know is left out.
"""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from agents.definition.graph.model import TIERS
from agents.definition.graph.parts import DEEPEST, Filters
from agents.views.filters import clean

VIEWS = ("graph", "table", "matrix")
LINKS = ("one-way", "unresolved", "resolved")
GUIDELINES, NAME = "guidelines/", "name:"
SORTS = ("agent", "other", "link", "tier", "places")
ALLOWED = {
    "view": VIEWS,
    "links": LINKS,
    "tier": TIERS[:-1],
    "guidelines": ("no",),
    "sort": (*SORTS, *(f"-{name}" for name in SORTS)),
    "depth": tuple(map(str, range(2, DEEPEST + 1))),
}


@dataclass(frozen=True)
class Sight:
    """What is shown of a graph, and how; its fields are the words of the address.

    Without a ``view`` it is the picture, and on a phone the table.  ``tier`` is the least sure kind of
    link, ``focus`` and ``at`` name a node as ``name_of`` does.
    """

    view: str = ""
    focus: str = ""
    depth: str = ""
    folder: str = ""
    links: str = ""
    tier: str = ""
    guidelines: str = ""
    at: str = ""
    sort: str = ""

    @property
    def steps(self) -> int:
        """How far from its focus it reaches."""
        return int(self.depth or 1)

    @property
    def beside(self) -> str:
        """What is looked at closely: the node one chose, else the one in the middle."""
        return self.at or self.focus

    @property
    def is_narrowed(self) -> bool:
        return bool(self.focus or self.folder or self.is_filtered)

    @property
    def is_filtered(self) -> bool:
        return bool(self.links or self.tier or self.guidelines)

    @property
    def filters(self) -> Filters:
        """The same for the graph."""
        return Filters(
            tiers=TIERS[: TIERS.index(self.tier) + 1] if self.tier else TIERS,  # type: ignore[arg-type]
            groups=None if not self.folder else ("" if self.folder == "/" else self.folder,),
            guidelines=not self.guidelines,
            missing=self.links not in ("one-way", "resolved"),
            one_way_only=self.links == "one-way",
            missing_only=self.links == "unresolved",
        )

    def but(self, **changes: Any) -> "Sight":
        """The same with other words."""
        return replace(self, **changes)

    @property
    def address(self) -> str:
        """A query string without what is default: "?" is the whole team."""
        words = {name: value for name, value in asdict(self).items() if value}
        return f"?{urlencode(words, safe='/:')}"

    @property
    def plain(self) -> "Sight":
        """The same graph without how it is shown: no view, no node beside it, no order."""
        return self.but(view="", at="", sort="")


def from_query(query: QueryDict) -> Sight:
    """Read a sight; a word we cannot use is left out."""
    words = {field.name: clean(query.get(field.name, "")) for field in fields(Sight)}
    return Sight(**{name: word for name, word in words.items() if word in ALLOWED.get(name, (word,))})


def name_of(*, kind: str, slug: str, key: str = "") -> str:
    """How an address names a node: an agent by its slug, a guideline below its family, a missing name by its key."""
    return {"guideline": GUIDELINES + slug, "missing": NAME + key}.get(kind, slug)
