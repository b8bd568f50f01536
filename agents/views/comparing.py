"""What changed from one version of a document to another, either way round."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from agents import access, own
from agents.definition.comparison import compare as compare_texts
from agents.views.documents import rights
from agents.views.prose import prose, reading_of
from agents.views.rendered import changed_lines, marked, with_own_ids

VIEWS = ("unified", "split", "rendered")
LARGEST_NUMBER = 2**31 - 1


@require_safe
def compare(request, team, family, slug, old, new):
    """Two versions at an address that stays: ``4...7``.  ``view`` is unified, split or rendered."""
    membership = access.member(request, team)
    document = own.document(membership, family, slug)
    before, after = _versions(document, old, new)
    request.team, request.section = membership.team, family

    compared = compare_texts(before.source, after.source)
    view = request.GET.get("view")
    context = rights(membership, document) | {
        "old": before,
        "new": after,
        "compared": compared,
        "view": view if view in VIEWS else VIEWS[0],
    }
    if view == "rendered":
        context["old_prose"], context["new_prose"], context["notice"] = _rendered(document, before, after, compared)
    return render(request, "agents/compare.html", context)


@require_safe
def choose(request, team, family, slug):
    """The form that names two versions leads to their comparison."""
    membership = access.member(request, team)
    document = own.document(membership, family, slug)
    chosen = [request.GET.get(name, "") for name in ("a", "b")]

    if not all(chosen):
        messages.info(request, "Choose two versions to compare them.")
        return redirect("history", team, family, slug)
    old, new = _versions(document, *[_number(text) for text in chosen])
    return redirect("compare", team, family, slug, old.number, new.number)


def _number(text):
    if not (text.isascii() and text.isdecimal() and len(text) < 11):
        raise Http404("No such version.")
    return int(text)


def _versions(document, *numbers):
    """The revisions of these numbers, in their order, in one query; Http404 when one is not there."""
    if max(numbers) > LARGEST_NUMBER:
        raise Http404("No such version.")
    found = {revision.number: revision for revision in document.revisions.filter(number__in=numbers)}
    if not all(number in found for number in numbers):
        raise Http404("No such version.")
    return [found[number] for number in numbers]


def _rendered(document, before, after, compared):
    sides = [prose(document, version, reading_of(document, version.source)) for version in (before, after)]
    old_lines, new_lines = changed_lines(compared)
    old = with_own_ids(marked(sides[0].html, old_lines, word="removed"))
    notice = next((side.notice for side in sides if side.notice), "")
    return old, marked(sides[1].html, new_lines, word="added"), notice
