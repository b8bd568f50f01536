"""How somebody looks at the files of a proposal: by the address, else as they looked at the last one."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from agents.views.desk import Desk
from agents.views.review_files import LANDING

VIEWS = ("unified", "split", "rendered")
VIEW, WORDS = "agentsite_view", "agentsite_words"  # cookies; js/review/sight.js writes the second
YEAR = 365 * 24 * 3600


class Asked:
    """How somebody wants to see the files: the words of the address."""

    def __init__(self, request: HttpRequest, desk: Desk) -> None:
        view, since = request.GET.get("view", ""), request.GET.get("since", "")
        self.is_chosen = view in VIEWS
        last = request.COOKIES.get(VIEW, "")
        self.view = view if self.is_chosen else last if last in VIEWS else VIEWS[0]
        self.is_plain = request.COOKIES.get(WORDS) == "plain"
        self.is_secure = request.is_secure()
        number = int(since) if since.isascii() and since.isdigit() and len(since) < 9 else 0
        is_landing = since == "now" and desk.knows_library
        self.since = LANDING if is_landing else number if 0 < number < desk.proposal.iteration else 0
        self.desk = desk

    @property
    def query(self) -> str:
        since = "now" if self.since == LANDING else self.since or ""
        words = {"view": self.view, "since": since}
        return urlencode({name: word for name, word in words.items() if word})

    def context(self) -> dict:
        last = self.desk.my_review
        return {
            "view": self.view,
            "is_plain": self.is_plain,
            "views": [(view, view.capitalize()) for view in VIEWS],
            "since": max(self.since, 0),
            "is_landing": self.since == LANDING,
            "query": self.query,
            "earlier": range(1, self.desk.proposal.iteration),
            "my_iteration": last.iteration if last and last.iteration < self.desk.proposal.iteration else 0,
        }


def remembered(response: HttpResponse, asked: Asked) -> HttpResponse:
    """Let the browser keep the view that was chosen, for the next proposal."""
    if asked.is_chosen:
        response.set_cookie(VIEW, asked.view, max_age=YEAR, samesite="Lax", httponly=True, secure=asked.is_secure)
    return response
