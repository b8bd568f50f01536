"""A proposal for somebody without an account, who came by a link: read it and, where the link says so, comment.

Nothing of the team but this proposal can be reached from here: no navigation, and no link into the site.
"""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agents.definition.comparison import compare
from agents.forms.review_links import GuestForm
from agents.models import Change
from agents.operations.errors import OperationError
from agents.operations.proposing import new_once
from agents.operations.review_links import comment_as_guest
from agents.queries import review_links as queries
from agents.queries.proposals import current_texts, voices_of, word_of

AT_ONCE = 6  # files that are compared on the page; the others have an address
AT_ONCE_BYTES = 300_000


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request, key):
    """The page behind a link; whatever is wrong with the link, it is gone."""
    link = queries.link_of(key)
    if link is None:
        return _closed_off(render(request, "agents/review_link_gone.html", status=404))

    texts, threads = current_texts(link.proposal), queries.threads_of(link.proposal)
    form, status = _form(request, texts, threads) if link.may_comment else None, 200
    if request.method == "POST" and form is None:
        return _closed_off(render(request, "agents/review_link_gone.html", {"is_read_only": True}, status=403))
    if form is not None and form.is_bound:
        status = 422
        if form.is_valid():
            try:
                said = _comment(link, form.cleaned_data, texts, threads)
                address = f"{reverse('review-link', args=[key])}?said=1#c{said.pk}"
                return _closed_off(redirect(address), sends_forms=True)
            except OperationError as error:
                form.add_error(None, str(error))
                status = error.status
    context = _context(request, link, texts, threads) | {"form": form}
    return _closed_off(render(request, "agents/guest_review.html", context, status=status), sends_forms=bool(form))


def _closed_off(response, *, sends_forms=False):
    """Tell nobody the address, which is the key.

    Under no-referrer browsers also keep from us where a form comes from, and it would be refused; so a page
    with a form tells its origin to this site alone.
    """
    response.headers["Referrer-Policy"] = "same-origin" if sends_forms else "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(request, texts, threads):
    paths = [(text.change_id, text.change.path) for text in texts.values()]
    answerable = [thread.first.pk for thread in threads]
    data = request.POST if request.method == "POST" else None
    return GuestForm(data, paths=paths, threads=answerable, initial={"once": new_once()})


def _comment(link, said, texts, threads):
    answered = next((thread.first for thread in threads if thread.first.pk == said["replies_to"]), None)
    text = texts.get(int(said["about"])) if said["about"] and answered is None else None
    return comment_as_guest(
        link,
        name=said["name"],
        words=said["words"],
        change=text.change if text else None,
        replies_to=answered,
        once=said["once"],
    )


def _context(request, link, texts, threads) -> dict:
    proposal = link.proposal
    one = request.GET.get("file", "")
    chosen = {text.change_id for text in texts.values() if str(text.change_id) == one}
    shown = chosen or queries.shown_first(texts.values(), most=AT_ONCE, most_bytes=AT_ONCE_BYTES)
    return {
        "link": link,
        "proposal": proposal,
        "word": word_of(proposal, voices_of([proposal])[proposal.pk]),
        "files": [(text, _compared(text) if text.change_id in shown else None) for text in texts.values()],
        "is_one": bool(chosen),
        "threads": [(thread, texts.get(thread.first.change_id)) for thread in threads],
        "has_said": request.GET.get("said") == "1",
    }


def _compared(text):
    is_gone = text.change.kind == Change.Kind.ARCHIVE
    return compare(text.base.source if text.base else "", "" if is_gone else text.source)
