"""What the editor of a document completes: keys and values of its frontmatter, and the team's other files."""

from typing import Any

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from agents import access, own
from agents.definition.schema import BUILTIN_TOOLS, FIELDS, Field
from agents.models import Document
from agents.queries import names


@require_safe
def words(request, team, family, slug):
    """Give js/editor/complete.js its words, once something is to be completed."""
    membership = access.member(request, team)
    return JsonResponse(_words(own.edited_document(membership, family, slug, key="")))


def _words(document: Document) -> dict[str, Any]:
    """A guideline has no frontmatter to complete."""
    known = FIELDS if document.is_agent else ()
    agents, guidelines = names.agents(document.team), names.guidelines(document.team)
    return {
        "keys": [{"label": field.name, "detail": field.label} for field in known],
        "values": {field.name: values for field in known if (values := _values(field))},
        "agents": [name for name, _ in agents],
        "files": [f".claude/{path}" for _, path in [*guidelines, *agents]],
    }


def _values(field: Field) -> list[str]:
    if field.kind == "tools":
        return sorted(BUILTIN_TOOLS)
    return ["true", "false"] if field.kind == "flag" else list(field.values)
