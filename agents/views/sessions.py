"""Where one is signed in, and signing out elsewhere."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from agents import own
from agents.operations.sessions import end_other_sessions, end_session
from agents.queries import sessions as queries
from agents.views.own import frame


@require_safe
def sessions(request):
    """Every browser one is signed in on, this one first."""
    frame(request)
    here = request.session.session_key
    found = queries.sessions(request.user, here=here)
    return render(request, "agents/sessions.html", {"sessions": found, "here": here})


@require_POST
def end(request, handle):
    """Sign out one of one's other browsers.  For this one there is *Sign out*."""
    session = own.session(request.user, handle)

    if session.pk == request.session.session_key:
        messages.error(request, "That is this browser. To leave it, sign out.")
        return redirect("sessions")

    end_session(session, by=request.user)
    messages.success(request, f"{session.browser_in_words} is signed out.")
    return redirect("sessions")


@require_POST
def end_others(request):
    """Sign out everywhere but here."""
    count = end_other_sessions(request.user, here=request.session.session_key)
    messages.success(request, _signed_out(count))
    return redirect("sessions")


def _signed_out(count: int) -> str:
    if count == 0:
        return "You were signed in nowhere else."
    return f"{count} other browser{'' if count == 1 else 's'} {'is' if count == 1 else 'are'} signed out."
