"""Several teams of several people on one site: made and counted within the site's own process."""

import json
import sys

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from agents.models import Document, Event, Membership, Revision, Role, Team, User, Write
from agents.operations.people import create_team
from agents.sessions import SessionStore
from tests.server.visitor import Visitor


def teams_of(site, sizes: dict[str, int]) -> dict[str, list[Visitor]]:
    """Make a team for each slug with that many people, an owner and authors; return them, signed in."""
    keys = _within(site, f"make({sizes!r})")
    return {slug: [_with_session(site, key) for key in found] for slug, found in keys.items()}


def counts(site) -> dict[str, dict[str, int]]:
    """What the database holds of each team."""
    return _within(site, "count()")


def _within(site, call: str):
    code = f"from tests.server.people import count, make; print(); {call}"
    finished = site.run("shell", "--verbosity", "0", "--command", code)
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout.splitlines()[-1])


def _with_session(site, key: str) -> Visitor:
    visitor = site.visitor()
    visitor.cookies["agentsite"] = key
    visitor.get("/settings/")
    return visitor


def make(sizes: dict[str, int]) -> None:
    json.dump({slug: _people(slug, size) for slug, size in sizes.items()}, sys.stdout)


def _people(slug: str, size: int) -> list[str]:
    people = [User.objects.create_user(f"{slug}-{number}") for number in range(size)]
    team = create_team(slug.title(), slug=slug, by=people[0])
    Membership.objects.bulk_create(Membership(team=team, user=user, role=Role.AUTHOR) for user in people[1:])
    return [_session(user) for user in people]


def _session(user: User) -> str:
    kept = SessionStore()
    kept[SESSION_KEY] = str(user.pk)
    kept[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    kept[HASH_SESSION_KEY] = user.get_session_auth_hash()
    kept.create()
    return kept.session_key


def count() -> None:
    """``saves`` are events, ``writes`` what they did, ``versions`` those after the first of each document."""
    found = {}
    for team in Team.objects.all():
        saved = Event.objects.filter(team=team, action="document.saved")
        found[team.slug] = {
            "saves": saved.count(),
            "writes": Write.objects.filter(event__in=saved).count(),
            "versions": Revision.objects.filter(document__team=team, number__gt=1).count(),
            "documents": Document.objects.filter(team=team).count(),
        }
    json.dump(found, sys.stdout)
