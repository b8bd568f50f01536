"""Say what a save did, and go to the document."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from agents.definition.diff import hunks
from agents.models import Document, Revision
from agents.operations.ways import chose_to_save
from agents.queries.steps import step_of
from agents.views.toasts import tell


def go_to_saved(request, document: Document, saved: Revision, *, base: Revision, text: str):
    """Tell the person who saved ``text`` what became of it, and show it."""
    tell_saved(request, document, saved, base=base, text=text)
    return redirect("document", document.team.slug, document.family, saved.document.slug)


def tell_saved(request, document: Document, saved: Revision, *, base: Revision, text: str) -> None:
    """Tell the person who saved ``text``, an edit of ``base``, what became of it.

    ``document`` is as it was before the save.
    """
    chose_to_save(request.membership)
    is_new = saved.pk != document.head_id and saved.author_id == request.user.pk
    if not is_new and text == base.source:
        messages.info(request, f"Nothing changed, so v{saved.number} stays as it is.")
    elif not is_new:
        messages.info(request, f"Nothing was left to save: v{saved.number} holds your changes already.")
    elif saved.parent_id == base.pk or saved.parent.source == base.source:
        changed = _lines(saved.parent.source, saved.source, "line")
        _tell(request, saved, f"Saved v{saved.number}: {changed} changed, everything else is the same byte for byte.")
    else:
        mine = _lines(base.source, text, "changed line")
        others = _others(request, document, base, saved.parent)
        _tell(request, saved, f"Saved v{saved.number}, merged with {others}: your {mine} and theirs are both in it.")


def _tell(request, saved: Revision, sentence: str) -> None:
    document = saved.document
    numbers = [saved.parent.number, saved.number]
    see = reverse("compare", args=[document.team.slug, document.family, document.slug, *numbers])
    tell(request, sentence, team=document.team, step=step_of(saved), see=see)


def _lines(old: str, new: str, words: str) -> str:
    """Count the lines that differ: “2 changed lines”."""
    lines = 0
    for hunk in hunks(old, new, context=0, most=100_000):
        signs = [line.sign for line in hunk.lines]
        lines += max(signs.count("+"), signs.count("-"))
    return f"{lines:,} {words}{'' if lines == 1 else 's'}"


def _others(request, document: Document, base: Revision, last: Revision) -> str:
    """Name what was saved meanwhile and by whom: “v7 and v8 by Ben and you”."""
    meanwhile = document.revisions.filter(number__gt=base.number, number__lte=last.number).order_by("number")
    saved = list(meanwhile.values_list("number", "author_id", "author_name"))
    names = list(dict.fromkeys("you" if author == request.user.pk else name for _, author, name in saved))
    if len(names) > 3:
        names = [*names[:2], f"{len(names) - 2} others"]
    first = saved[0][0]
    versions = {1: f"v{last.number}", 2: f"v{first} and v{last.number}"}
    return f"{versions.get(len(saved), f'v{first}–v{last.number}')} by {_listed(names)}"


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
