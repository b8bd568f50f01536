"""The page behind the link of a mail that stops such mails; mail programs post to it by themselves."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from agents.operations.unsubscribing import meant_by, stop_mail


@csrf_exempt  # a mail program that posts in one click has no page of ours; the key of the link is what allows it
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, key):
    """Ask, and after a POST say that it is done."""
    found = meant_by(key)
    if found is None:
        return _closed_off(render(request, "agents/mail_stopped.html", {"is_unknown": True}, status=404))
    person, kinds = found
    is_done = request.method == "POST"
    if is_done:
        stop_mail(person, kinds)
    return _closed_off(render(request, "agents/mail_stopped.html", {"kinds": kinds, "is_done": is_done}))


def _closed_off(response):
    """Tell nobody the address, which holds the key."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response
