"""A team to look around in: six agents, two guidelines, one flaw to find, one proposal to review."""

from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from agents.models import Document, Team, User
from agents.operations.audit import record
from agents.operations.care import confirm_reviewed, set_care
from agents.operations.demo_proposal import propose_something
from agents.operations.documents import create_document
from agents.operations.people import create_team

SLUG = "demo"
FILES = Path(__file__).resolve().parent.parent / "demo"


@transaction.atomic
def add_demo(*, by: User) -> Team:
    """Return the demo team.  One that was removed comes back as it was left; else it is made anew."""
    team = Team.objects.select_for_update(no_key=True).filter(slug=SLUG, is_demo=True).first()
    if team is None:
        return _make(by)
    if team.removed_at:
        team.removed_at = None
        team.save(update_fields=["removed_at"])
        record(team, by, "team.restored", subject=team.name)
    return team


def _make(by: User) -> Team:
    team = create_team("Demo team", slug=SLUG, by=by, is_demo=True)
    for family, kind in (("agents", Document.Kind.AGENT), ("guidelines", Document.Kind.GUIDELINE)):
        for file in sorted((FILES / family).glob("*.md")):
            source = file.read_bytes().decode()
            path = f"{family}/{file.name}"
            create_document(team, kind=kind, path=path, source=source, by=by, message="Part of the demo")
    _care(team, by)
    propose_something(team, by=by)
    return team


def _care(team: Team, by: User) -> None:
    """Let some be looked after, one be reviewed, and one wait for its review since a week."""
    agents = list(Document.objects.filter(team=team, kind=Document.Kind.AGENT).order_by("path"))
    today = timezone.localdate()
    set_care(agents[:4], owner=by, review_by=today + timedelta(days=90), by=by)
    set_care(agents[4:5], review_by=today - timedelta(days=7), by=by)
    confirm_reviewed(agents[0], by=by, next=today + timedelta(days=180))


@transaction.atomic
def remove_demo(*, by: User | None) -> bool:
    """Take the demo team out of sight in one step; return whether there was one."""
    team = Team.objects.select_for_update(no_key=True).filter(slug=SLUG, is_demo=True, removed_at=None).first()
    if team is None:
        return False
    team.removed_at = timezone.now()
    team.save(update_fields=["removed_at"])
    record(team, by, "team.removed", subject=team.name)
    return True
