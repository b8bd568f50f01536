"""Set one field of many agents: choose what, see exactly what would change in each file, then do it as one step."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agents import access, limits
from agents.definition.field_edits import edit_field
from agents.forms import bulk
from agents.forms.exporting import chosen_ids
from agents.operations.proposed_changes import edit_of
from agents.operations.rewriting import NothingWritten, Rewrite, rewrite_documents
from agents.operations.ways import chose_to_save
from agents.queries import library
from agents.views import proposing
from agents.views.bulk_rows import SHOWN, preview
from agents.views.parts import render_part
from agents.views.toasts import tell

ASKED = ("field", "model", "model-other", "color", "tools", "tools-some", "tools-more")


@require_http_methods(["GET", "HEAD", "POST"])
def bulk_edit(request, team):
    """The address holds what is chosen and for which agents; a post does it to those that are ticked."""
    membership = access.member(request, team)
    request.team, request.section = membership.team, "agents"
    choice = bulk.read(request.GET)

    if request.method == "POST" and choice.edit:
        return _apply(request, membership, choice)
    return _page(request, membership, choice, ids=chosen_ids(request.GET) or [])


def _page(request, membership, choice, *, ids, left=(), status=200):
    documents = library.with_texts(membership.team, ids[: limits.BULK_DOCUMENTS])
    most = limits.BULK_DOCUMENTS if "every" in request.GET else SHOWN
    context = {
        "choice": choice,
        "count": len(documents),
        "documents": documents,
        "ids": ",".join(str(document.pk) for document in documents),
        "preview": preview(documents, choice.edit, most=most) if choice.edit else None,
        "action": _address(request),
        "every": _address(request, ids=ids, every=1),
        "too_many": len(ids) > limits.BULK_DOCUMENTS and limits.BULK_DOCUMENTS,
        "left": left,
    }
    return render_part(request, "agents/bulk.html", "preview", context, status=422 if choice.error else status)


def _address(request, *, ids=(), **more) -> str:
    asked = [(name, value) for name in ASKED for value in request.GET.getlist(name)]
    chosen = [("ids", ",".join(map(str, ids)))] if ids else []
    return f"?{urlencode([*asked, *chosen, *more.items()])}"


def _apply(request, membership, choice):
    heads = _ticked(request.POST.getlist("selected"))
    if not heads:
        messages.error(request, "No agents were ticked. Nothing was changed.")
        return redirect("documents", membership.team.slug, "agents")

    rewrites, left = [], []
    for document in library.with_texts(membership.team, heads):
        edited = edit_field(document.head.source, choice.edit)
        if document.head_id != heads[document.pk]:
            left.append((document.path, f"{document.head.author_name} saved v{document.head.number} meanwhile."))
        elif edited.reason:
            left.append((document.path, edited.reason))
        elif edited.is_changed:
            rewrites.append(Rewrite(document, document.head_id, edited.text))

    message = choice.edit.sentence
    if proposing.is_asked(request):
        changes = [edit_of(one.document, one.source, base=one.document.head) for one in rewrites]
        back = f"{request.path}{_address(request, ids=list(heads))}"
        return proposing.answer(request, membership, changes, title=message, back=back)
    try:
        step = rewrite_documents(membership.team, rewrites, by=request.user, message=message, left=left)
    except NothingWritten as nothing:
        return _page(request, membership, choice, ids=list(heads), left=nothing.left, status=nothing.status)
    return _done(request, membership, step)


def _ticked(tokens: list[str]) -> dict[int, int]:
    """The ticked documents, each with the version its preview was made from."""
    pairs = [token.partition(":") for token in tokens[: limits.BULK_DOCUMENTS]]
    return {int(pk): int(head) for pk, _, head in pairs if _is_id(pk) and _is_id(head)}


def _is_id(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < 16


def _done(request, membership, step):
    chose_to_save(membership)
    what = step.document.name if step.document else step.subject
    see = reverse("step", args=[membership.team.slug, step.pk])
    tell(request, f"{step.details['summary']} in {what}.", team=membership.team, step=step, see=see)
    if "left" in step.details:
        return redirect("step", membership.team.slug, step.pk)
    return redirect("documents", membership.team.slug, "agents")
