"""A proposal for somebody without an account, who came by a link: the members' pages, on a guest's desk."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from agents import access
from agents.operations.review_links import note_opened
from agents.templatetags.reviewing import as_prose
from agents.views import proposals
from agents.views.guest_desk import GuestDesk
from agents.views.review_changes import show_all, show_one
from agents.views.review_comments import form_or_said
from agents.views.review_facts import show_checks

SHUT = (
    "The link lets nobody in any more, so nothing was done. Copy what you typed, then load the page again to read why."
)
PAGES = {"": proposals.show, "changes/": show_all, "checks/": show_checks}


def _by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the desk of who has the key; whoever has none, or a spent one, is told what happened."""

    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, key: str, **more) -> HttpResponse:
        link, why = access.by_link(request, key)
        if why:
            return _shut(request, link, why)
        note_opened(link)
        desk = GuestDesk(request, link, key)
        try:
            response = view(desk, **more)
        except Http404:
            response = _no_page(desk, "nowhere", status=404)
        return _closed_off(response, sends_forms=link.may_comment)

    return answer


def _shut(request: HttpRequest, link, why: str) -> HttpResponse:
    """What happened, and what was typed, so that it is not lost; nothing of the proposal."""
    if request.htmx:
        return _closed_off(_shut_meanwhile(request, status=410 if link else 404))
    typed = [request.POST.get(name, "") for name in ("words", "suggestion")]
    context = {"why": why, "link": link, "typed": "\n\n".join(filter(None, typed))}
    return _closed_off(render(request, "agents/review_link_shut.html", context, status=410 if link else 404))


def _shut_meanwhile(request: HttpRequest, *, status: int) -> HttpResponse:
    """The same for a page that is open still: where it asked for more, or at the head of the form that was sent."""
    response = render(request, "agents/_review_problem.html", {"problem": SHUT}, status=status)
    if request.method == "POST":
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "this", "afterbegin"
    return response


def _no_page(desk: GuestDesk, why: str, *, status: int) -> HttpResponse:
    """What a link that lets in does not lead to, with the way back."""
    return render(desk.request, "agents/review_link_shut.html", {"why": why, "desk": desk}, status=status)


def _closed_off(response: HttpResponse, *, sends_forms: bool = False) -> HttpResponse:
    """Tell nobody the address, which is the key.

    Under no-referrer browsers also keep from us where a form comes from, and it would be refused; so a page
    with a form tells its origin to this site alone.
    """
    response.headers["Referrer-Policy"] = "same-origin" if sends_forms else "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@_by_link
def review(desk: GuestDesk, page: str) -> HttpResponse:
    """The conversation, every file, one file, what Claude Code would load of them, or the form of a comment."""
    if page == "comment/":
        return _comment(desk)
    if desk.request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    show = PAGES.get(page)
    return show(desk) if show else show_one(desk, int(page.removeprefix("changes/").removesuffix("/")))


def _comment(desk: GuestDesk) -> HttpResponse:
    """The form for a place; a POST says something there, under the name the guest gives, or previews the words."""
    if not desk.may["comment"]:
        return _no_page(desk, "reading", status=403)
    if desk.request.method != "POST":
        return form_or_said(desk)
    if "preview" in desk.request.GET:
        return HttpResponse(as_prose(desk.request.POST.get("words", "").replace("\r\n", "\n"), desk.mentionable))
    response = form_or_said(desk)
    if response.status_code < 400:
        desk.remember(response)
    return response
