"""Choose the word under which a document is reached: ``/<team>/agents/<slug>/``."""

import re

from agents.definition import paths
from agents.models import Document, Team

UNFIT = re.compile(r"[^a-z0-9]+")
PAGES = frozenset({"new"})  # words that are pages beside the documents' own


def free_slug(team: Team, kind: str, path: str, *, but: Document | None = None) -> str:
    """Return the file's stem when it is free, else with its folders, else with a number."""
    taken = set(
        Document.objects.filter(team=team, kind=kind, slug__startswith=slugs(path)[0])
        .exclude(pk=but.pk if but else None)
        .values_list("slug", flat=True)
    )
    taken |= set(
        Document.objects.filter(team=team, kind=kind, slug__startswith=slugs(path)[1])
        .exclude(pk=but.pk if but else None)
        .values_list("slug", flat=True)
    )
    return choose(path, taken)


def choose(path: str, taken: set[str]) -> str:
    """Return the first form of ``path`` that is not in ``taken``."""
    for slug in slugs(path):
        if slug not in taken and slug not in PAGES:
            return slug
    number = 2
    while (slug := f"{slugs(path)[1]}-{number}") in taken:
        number += 1
    return slug


def slugs(path: str) -> tuple[str, str]:
    """The short and the long form.

    >>> slugs("agents/web/Front End.md")
    ('front-end', 'web-front-end')
    """
    stem = path.removesuffix(".md")
    short = UNFIT.sub("-", stem.rsplit("/", 1)[-1].lower()).strip("-") or "document"
    long = UNFIT.sub("-", "-".join(filter(None, [paths.folder(path), stem.rsplit("/", 1)[-1]])).lower()).strip("-")
    return short[:100], (long or "document")[:100]
