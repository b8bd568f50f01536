"""The ids of what another team holds open nothing: not in an address, not in the fields of a form."""

import re

import pytest

from agents.models import Document, Draft, Event, Presence
from tests.access.asking import Example, outcome, tables
from tests.access.conftest import taken_back
from tests.access.test_elsewhere import shown
from tests.access.world import SECRET

pytestmark = pytest.mark.django_db

THEIRS_BY_PATH = (
    "POST /platform/people/{their_member}/role/",
    "GET /platform/people/{their_member}/remove/",
    "POST /platform/people/{their_member}/remove/",
    "POST /platform/people/invitations/{their_invitation}/new/",
    "POST /platform/people/invitations/{their_invitation}/revoke/",
    "POST /platform/settings/owners/{their_owned}/remove/",
    "GET /platform/activity/{their_step}/",
    "POST /platform/activity/{their_step}/undo/",
    "GET /platform/views/{their_view}/",
    "GET /platform/views/{their_view}/edit/",
    "POST /platform/views/{their_view}/edit/",
    "POST /platform/views/{their_view}/delete/",
    "GET /platform/import/{their_import}/",
    "POST /platform/import/{their_import}/",
    "GET /platform/export/folder/?done={their_export}",
    "GET /platform/agents/qa/draft/{their_draft}/",
    "POST /platform/agents/qa/draft/{their_draft}/discard/",
    "POST /platform/agents/qa/draft/{their_draft}/restore/",
)


@pytest.mark.parametrize("request_line", THEIRS_BY_PATH)
def test_an_id_of_another_team_in_an_address_is_not_found(world, eve, request_line):
    method, address = request_line.split()

    found = outcome(world, Example(address, {"name": "Mine now"}), "owner", method, before=tables())

    assert (found.status, found.changed) == (404, set())
    assert SECRET not in shown(found.response)


THEIRS_IN_FIELDS = {
    "archived": ("/platform/agents/", {"action": "archive", "selected": ["{theirs}", "{their_qa}"]}),
    "taken to be changed": ("/platform/agents/", {"action": "model", "selected": ["{theirs}"]}),
    "changed": ("/platform/bulk/?field=model&model=opus", {"selected": ["{their_qa}:{their_head}"]}),
    "made to look after": ("/platform/settings/owners/", {"pattern": "agents/**", "membership": "{their_member}"}),
    "made owner of": ("/platform/agents/qa/care/", {"owner": "{eve}", "review_by": ""}),
    "taken from its owner": ("/platform/care/", {"family": "agents", "ids": "{their_qa}", "owner": "none"}),
    "taken along as a zip": ("/platform/export.zip", {"selected": ["{their_qa}", "{theirs}"]}),
    "planned into a folder": ("/platform/export/folder/", {"folder": "{to}", "ids": "{their_qa},{theirs}"}),
    "who is meant": ("/platform/graph/name/", {"written": "Tester Agent", "agent": f"{SECRET.lower()}-one"}),
    "whom one works with": ("/platform/agents/qa/link/", {"to": f"{SECRET.lower()}-one", "save": "1", "base": "2"}),
    "said in a list": (
        "/platform/names/",
        {"written-0": "Tester Agent", "meant-0": f"{SECRET.lower()}-one", "one": "0"},
    ),
    "renamed along": (
        "/platform/agents/git/rename/",
        {"name": "git", "folder": "x", "along": "on", "bases": "{their_qa}:{their_head}"},
    ),
    "heard of beside an editor": ("/platform/agents/nowhere/beside/", {"document": "{their_qa}", "base": "1"}),
    "edited": ("/platform/agents/nowhere/edit/", {"document": "{their_qa}", "base": "1", "source": "x"}),
    "kept": ("/platform/agents/nowhere/draft/", {"document": "{their_qa}", "base": "1", "source": "x"}),
    "previewed": ("/platform/live/", {"kind": "agent", "source": "x", "document": "{their_qa}", "paused": "1"}),
}


@pytest.mark.parametrize("what", THEIRS_IN_FIELDS)
def test_an_id_of_another_team_in_a_form_does_nothing_there(world, eve, what):
    address, fields = THEIRS_IN_FIELDS[what]
    before = _theirs(eve)

    with taken_back():
        response = Example(address, fields).made(world, "owner", "POST")
        assert _theirs(eve) == before

    if not response.streaming:
        assert re.sub(f"{SECRET}-one", "", shown(response), flags=re.I).count(SECRET) == 0


def _theirs(eve) -> list:
    """All that a post from another team could have done to theirs."""
    team = eve.teams.get()
    documents = Document.objects.filter(team=team).order_by("pk").values_list("path", "head", "archived_at", "owner")
    around = (Draft.objects.filter(document__team=team), Presence.objects.filter(document__team=team))
    return [list(documents), *(kept.count() for kept in around), Event.objects.filter(team=team).count()]
