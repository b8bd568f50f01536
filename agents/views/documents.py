"""The page of one agent or guideline: its text as people read it, and the facts about it."""

from itertools import groupby

from django.shortcuts import render
from django.views.decorators.http import require_safe

from agents import access, own
from agents.definition.findings import find
from agents.definition.schema import field
from agents.forms.care import TIMES, USUAL
from agents.models import Document
from agents.queries import care, touching
from agents.queries import relations as queries
from agents.queries.drafts import others_at
from agents.views import fixing
from agents.views.authorship import asked_for, authorship
from agents.views.naming import chips_of, with_names
from agents.views.prose import prose, reading_of, verdict_of

ALREADY_SHOWN = ("name", "description", "tools", "disallowedTools", "model", "color")
LONGEST_VALUE = 300


@require_safe
def show(request, team, family, slug):
    membership = access.member(request, team)
    document = own.document(membership, family, slug, among=care.with_people(Document.objects.all()))
    request.team, request.section = membership.team, family

    reading = reading_of(document, document.head.source)
    context = rights(membership, document) | {
        "revision": document.head,
        "reading": reading,
        "verdict": verdict_of(reading),
        "facts": other_fields(reading),
        "proposed": proposed(document),
        "others": others_at(document, request.user),
        "fixes": fixes(document, reading),
        "care": document,
        "times": TIMES,
        "usual": str(USUAL),
        "is_source": request.GET.get("view") == "source",
    }
    context |= relations(document)
    if asked_for(request):
        context["authorship"] = authorship(document, document.head)
    if not context["is_source"]:
        chips = chips_of(membership.team, context["found"], context["follows"], may_create=context["can_edit"])
        context["prose"] = with_names(prose(document, document.head, reading), chips)
    return render(request, "agents/document.html", context)


def proposed(document):
    """The open proposals that would change it, one more than are shown; asked only where there are any."""
    return list(touching.proposed_for(document)[: touching.SHOWN + 1]) if document.is_proposed else []


def rights(membership, document):
    """What the buttons at the head of a document's pages depend on."""
    return {
        "document": document,
        "can_edit": access.may(membership, "POST edit") and not document.is_archived,
        "can_archive": access.may(membership, "POST archive") and not document.is_archived,
        "can_propose": access.may(membership, "POST propose"),
        "can_restore": access.may(membership, "POST restore") and document.is_archived,
    }


def relations(document):
    """Whom it works with, who names it, what it follows and who follows it; nothing of an archived one."""
    if document.is_archived:
        return {"found": None, "follows": [], "followed_by": []}
    return {
        "found": queries.collaboration(document) if document.is_agent else None,
        "follows": [one for one in queries.follows(document) if one.target_id or one.is_broken],
        "followed_by": [] if document.is_agent else by_document(queries.followed_by(document)),
    }


def by_document(references):
    """References in groups of their source."""
    return [(source, list(places)) for source, places in groupby(references, key=lambda one: one.source)]


def fixes(document, reading):
    """The names of the findings that the editor has a fix for, by their problems."""
    if reading is None or (reading.loads and not reading.problems):
        return {}
    found = find(document.head.source, reading, stem=fixing.stem({"path": document.path}))
    return {finding.problem: finding.key for finding in found if finding.fix}


def other_fields(reading):
    """Labels and values of what else the client applies, beside the facts that have their own place."""
    values = reading.fields if reading else {}
    return [(_label(name), _words(value)) for name, value in values.items() if name not in ALREADY_SHOWN]


def _label(name):
    known = field(name)
    return known.label if known else name


def _words(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)
    return str(value)[:LONGEST_VALUE]
