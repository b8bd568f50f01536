"""Names of a team's documents, to be completed while one writes."""

from django.db import connection

from agents.models import Document, Team

AGENTS = 400
GUIDELINES = 100
MOST_CHOICES = 2_000


def agents(team: Team) -> list[tuple[str, str]]:
    """The first agents by name: name and path."""
    return _names(team, Document.Kind.AGENT, most=AGENTS)


def guidelines(team: Team) -> list[tuple[str, str]]:
    """The first guidelines by name: name and path."""
    return _names(team, Document.Kind.GUIDELINE, most=GUIDELINES)


def _names(team: Team, kind: Document.Kind, *, most: int) -> list[tuple[str, str]]:
    found = Document.objects.filter(team=team, kind=kind, archived_at=None, head__isnull=False)
    return list(found.order_by("name", "id").values_list("name", "path")[:most])


def names_key(team: Team) -> str:
    """A word that changes when any name, path or alias does; asked at every key, so without the ORM's detour."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM agents_resolvedroster WHERE team_id = %s", [team.pk])
        found = cursor.fetchone()
    return found[0] if found else ""


def agents_by_slug(team: Team) -> list[tuple[str, str]]:
    """The agents to choose from, by name: slug and name."""
    found = Document.objects.filter(team=team, kind=Document.Kind.AGENT, archived_at=None, head__isnull=False)
    return list(found.order_by("name", "id").values_list("slug", "name")[:MOST_CHOICES])
