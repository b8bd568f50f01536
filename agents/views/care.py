"""Who looks after a document and when it is read again: on its own page, of many, and the word that it was read."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agents import access, limits, own
from agents.forms.care import TIMES, USUAL, CareForm, ManyForm, ReviewedForm
from agents.forms.exporting import chosen_ids
from agents.operations.care import KEPT, confirm_reviewed, set_care
from agents.operations.errors import OperationError
from agents.queries import care as queries
from agents.queries import library
from agents.queries.aging import KINDS
from agents.views.aging_rows import row_of
from agents.views.filters import page_number
from agents.views.parts import render_part
from agents.views.toasts import tell


@require_http_methods(["GET", "HEAD", "POST"])
def care(request, team, family, slug):
    """The form; htmx gets it in the place of the facts, and the facts again when it was saved."""
    membership = access.member(request, team)
    document = own.document(membership, family, slug)
    if request.htmx and "facts" in request.GET:
        return _facts(request, membership, document)
    form = _form(request.POST or None, membership, document)
    status = 422 if form.is_bound else 200

    if form.is_valid():
        try:
            step = set_care([document], by=request.user, **form.cleaned_data)
        except OperationError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            _tell(request, membership, f"Owner and review of {document.name} are set.", step)
            return _facts(request, membership, document)
    return _page(request, membership, document, form, status=status)


def _form(posted, membership, document):
    owners = queries.choices(membership.team, now=document.owner_id)
    return CareForm(posted, document=document, owners=owners)


def _page(request, membership, document, form, *, status=200):
    request.team, request.section = membership.team, document.family
    context = {"document": document, "form": form}
    return render_part(request, "agents/care.html", "form", context, status=status)


def _tell(request, membership, sentence, step):
    if step is None:
        messages.info(request, "That was so already. Nothing was changed.")
    else:
        tell(request, sentence, team=membership.team, step=step)


def _facts(request, membership, document):
    """The document's page, or what htmx swaps in: its facts as they are now."""
    if not request.htmx:
        return redirect("document", membership.team.slug, document.family, document.slug)
    request.team = membership.team
    context = {
        "document": document,
        "care": queries.of(document),
        "can_edit": True,
        "is_swapped": True,
        "times": TIMES,
        "usual": str(USUAL),
    }
    return render(request, "agents/_care_swapped.html", context)


@require_POST
def reviewed(request, team, family, slug):
    """Somebody read the document and it holds; the next date is some months from today."""
    membership = access.member(request, team)
    document = own.document(membership, family, slug)
    form = ReviewedForm(request.POST)

    if not form.is_valid():
        return _refused(request, membership, document, form.sentence, status=422)
    try:
        step = confirm_reviewed(document, by=request.user, next=form.next)
    except OperationError as error:
        return _refused(request, membership, document, str(error), status=error.status)

    tell(request, f"{document.name} is reviewed.", team=membership.team, step=step)
    return _aged(request, membership, document) if "from" in request.POST else _facts(request, membership, document)


def _refused(request, membership, document, sentence, *, status):
    """Say why it was not noted: on the form's page, or after htmx has loaded its page again."""
    if request.htmx:
        messages.error(request, sentence)
        return HttpResponse(headers={"HX-Refresh": "true"})
    form = _form(None, membership, document)
    request.team, request.section = membership.team, document.family
    context = {"document": document, "form": form, "problem": sentence}
    return render(request, "agents/care.html", context, status=status)


def _aged(request, membership, document):
    """Back to the aging list as one saw it, or the row that htmx swaps."""
    if request.htmx:
        request.team = membership.team
        return render(
            request,
            "agents/_aging_swapped.html",
            {"row": row_of(document), "can_edit": True, "times": TIMES, "usual": str(USUAL)},
        )
    only, page = request.POST.get("only", ""), page_number(request.POST)
    words = ({"only": only} if only in KINDS and only else {}) | ({"page": page} if page > 1 else {})
    query = f"?{urlencode(words)}" if words else ""
    return redirect(f"{reverse('aging', args=[membership.team.slug])}{query}")


@require_http_methods(["GET", "HEAD", "POST"])
def of_many(request, team):
    """Owner and date of many documents, as one step; the address names them, a post what is said of them."""
    membership = access.member(request, team)
    sent = request.POST or request.GET
    family = "guidelines" if sent.get("family") == "guidelines" else "agents"
    request.team, request.section = membership.team, family
    found = library.picked(membership.team, family, (chosen_ids(sent) or [])[: limits.BULK_DOCUMENTS])
    documents = [document for document in found if not document.is_archived]
    people = queries.by_name(queries.possible_owners(membership.team))
    form = ManyForm(request.POST or None, people=people)
    status = 422 if form.is_bound else 200

    if form.is_valid() and documents:
        try:
            step = set_care(documents, by=request.user, **_said(form))
        except OperationError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            _tell(request, membership, _sentence(step), step)
            return redirect("documents", team, family)

    context = {"form": form, "documents": documents, "family": family}
    context["ids"] = ",".join(str(document.pk) for document in documents)
    return render(request, "agents/care_of_many.html", context, status=status)


def _said(form):
    owner = form.owner_id
    return {"owner": owner if owner in (KEPT, None) else queries.person(owner), "review_by": form.review_by}


def _sentence(step):
    if step is None:
        return ""
    what = step.document.name if step.document else step.subject
    return f"{what}: {step.details['summary']}."
