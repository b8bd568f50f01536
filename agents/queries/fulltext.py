"""The question to the full-text table: which documents hold these words?

Only words are taken from what was typed, each in quotes, so that no character of it is
ever syntax.  The number of hits is bounded: a page shows fifty.
"""

import re

from django.db import connection
from django.db.models import Case, Value, When
from django.db.models.expressions import RawSQL

from agents.models import Team

HITS = 2_000
WORDS = 20
WORD = re.compile(r"\w+")

SQLITE = """
    SELECT agents_search.rowid FROM agents_search CROSS JOIN agents_document ON agents_document.id = agents_search.rowid
    WHERE agents_search MATCH %s AND agents_document.team_id = %s LIMIT %s
"""
POSTGRES = """
    SELECT document_id FROM agents_search JOIN agents_document ON agents_document.id = document_id
    WHERE words @@ to_tsquery('simple', %s) AND agents_document.team_id = %s LIMIT %s
"""
NEWEST = " AND agents_document.archived_at IS NULL ORDER BY agents_document.updated_at DESC LIMIT %s"


def search(team: Team, q: str) -> list[int]:
    """Ids of the team's documents that hold every word of ``q``, each as a word or its beginning."""
    question = _question(q)
    if not question:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [question, team.pk, HITS])
        return [pk for (pk,) in cursor.fetchall()]


def newest(team: Team, q: str, *, most: int) -> RawSQL | None:
    """The same as a subquery, but of what is not archived the ``most`` that were changed last; None without a word."""
    question = _question(q)
    statement = _statement().replace(" LIMIT %s", NEWEST)
    return RawSQL(statement, [question, team.pk, most]) if question else None  # noqa: S611


def _statement() -> str:
    return SQLITE if connection.vendor == "sqlite" else POSTGRES


def _question(q: str) -> str:
    words = WORD.findall(q)[:WORDS]
    if connection.vendor == "sqlite":
        return " ".join(f'"{word}"*' for word in words)
    return " & ".join(f"'{word}':*" for word in words)


def nearness(q: str) -> Case:
    """How near a document's name is to ``q``: it is it, begins with it, holds it, or only its text does."""
    return Case(
        When(name__iexact=q, then=Value(0)),
        When(name__istartswith=q, then=Value(1)),
        When(name__icontains=q, then=Value(2)),
        default=Value(3),
    )
