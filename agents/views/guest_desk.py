"""A proposal before somebody who came by a link: the members' desk, with a guest's rights.

Nothing of the team but this proposal can be reached from here: no navigation, and no way into the site.
"""

from collections import defaultdict

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from agents import access, limits
from agents.models import Comment, Review, ReviewLink
from agents.operations.guest_comments import LONGEST_NAME, comment_as_guest, plain_name
from agents.queries import review
from agents.queries.people import Outside
from agents.queries.review import Thread
from agents.views.desk import Desk

NAME = "guest"  # of the cookie


class GuestDesk(Desk):
    """The proposal of ``link``, whose key stands in the address."""

    frame = "agents/guest_frame.html"
    knows_library = False
    is_author = is_own = False
    my_review: Review | None = None
    mentionable = Outside()
    most = limits.GUEST_COMMENT_BYTES

    def __init__(self, request: HttpRequest, link: ReviewLink, key: str) -> None:
        self.request, self.link, self.key = request, link, key
        self.membership = self.person = None
        self.proposal, self.team = link.proposal, link.proposal.team
        self._earlier = {}

    @cached_property
    def here(self) -> str:
        return reverse("review-link", args=[self.key, ""])

    @property
    def place(self) -> str:
        return f"link-{self.link.pk}"

    def again(self) -> "GuestDesk":
        return GuestDesk(self.request, self.link, self.key)

    def say(self, *, is_pending: bool, **said) -> Comment:
        """A guest has no review to finish, so whatever they say is read at once."""
        made = comment_as_guest(self.link, name=self.name, **said)
        self.request.guest_name = made.author_name
        return made

    @cached_property
    def threads(self) -> list[Thread]:
        return review.threads(self.proposal, for_=None)

    @cached_property
    def viewed(self) -> set[int]:
        return set()

    @cached_property
    def may(self) -> dict[str, bool]:
        """Nothing of what a member may; to comment, where the link says so."""
        return defaultdict(bool, comment=self.link.may_comment and self.proposal.is_open)

    @property
    def name(self) -> str:
        """What the guest is called: as typed just now, or as they were called by this link before."""
        typed = plain_name(self.request.POST.get("name", ""))[: LONGEST_NAME + 1]
        return typed or self._remembered

    @property
    def asks_name(self) -> bool:
        """Whether they have to say it: the first time, and when what they typed was refused."""
        return self.may["comment"] and not (self._remembered and self.name == self._remembered)

    @property
    def _remembered(self) -> str:
        if hasattr(self.request, "guest_name"):
            return self.request.guest_name
        try:
            return str(signing.loads(self.request.COOKIES.get(NAME, ""), salt=self._salt))
        except signing.BadSignature:
            return ""

    def remember(self, response: HttpResponse) -> None:
        """Keep the name in this browser, for this link alone and as long as it works."""
        response.set_cookie(
            NAME,
            signing.dumps(self.name, salt=self._salt),
            max_age=int((self.link.expires_at - timezone.now()).total_seconds()),
            path=self.here,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )

    @cached_property
    def members_page(self) -> str:
        """Where a member reads it as one, who came by the link all the same; "" for everybody else."""
        is_here = any(team.pk == self.team.pk for team in access.teams(self.request.user))
        return reverse("proposal", args=[self.team.slug, self.proposal.number]) if is_here else ""

    @property
    def _salt(self) -> str:
        return f"guest of link {self.link.pk}"
