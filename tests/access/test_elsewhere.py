"""What another team holds is found nowhere: not by looking, not by its ids, not by what is counted."""

import re

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse

from agents.access_table import TABLE, Anyone
from agents.memory import cache
from agents.models import Document, Draft, Event, Presence, SavedView
from agents.operations.documents import create_document
from agents.operations.relations import heal
from agents.operations.saved_views import save_view
from tests.access.asking import Example, denials, outcome, tables
from tests.access.asks import EXAMPLES
from tests.access.conftest import taken_back
from tests.access.test_answers import is_below_a_team
from tests.access.world import ELSEWHERE, SECRET, World, text

pytestmark = pytest.mark.django_db

NOBODYS = "Quokkas"  # as long as SECRET, and in no team
LOOKED_FOR = (
    "/platform/search/?q={word}",
    "/platform/search/?q={word}-one",
    "/platform/search/?q={word}+v1",
    "/platform/agents/?q={word}",
    "/platform/agents/?archived=1&q={word}",
    "/platform/agents/?tool={word}&model={word}&folder={word}",
    "/platform/guidelines/?q={word}",
    "/platform/names/?name={word}+nobody",
    "/platform/graph/?focus={lower}-one",
    "/platform/graph/?at={lower}-one",
    "/platform/graph/?at=name:{lower}+nobody",
    "/platform/graph/?folder={word}",
    "/platform/graph.mmd?focus={lower}-one",
    "/platform/export/?q={word}",
    "/platform/import/{own_import}/?q={word}",
    "/platform/agents/{lower}-one/",
    "/platform/agents/{lower}-one.md",
    "/platform/agents/{lower}-one/edit/",
    "/platform/agents/{lower}-one/words/",
    "/platform/guidelines/{lower}/",
    "/platform/agents/new/?from={lower}-one",
    "/platform/agents/new/?name={lower}-one",
    "/platform/agents/qa/link/?to={lower}-one",
    "/search/?q={word}&in=elsewhere",
)
ALSO = (
    "/platform/?",
    "/platform/agents/?archived=1",
    "/platform/guidelines/",
    "/platform/agents/?relation=unresolved",
    "/platform/graph/?view=table",
    "/platform/graph/?at=name:tester",
    "/platform/agents/qa/link/",
    "/platform/agents/?owner=me",
    "/platform/aging/?only=mine",
    "/platform/graph/?view=matrix",
    "/platform/agents/new/?start=copy",
    "/platform/search/",
    "/platform/search/?q=qa",
    "/platform/search/?q=qa&here={theirs}&seen={their_qa}",
    "/platform/activity/?person={eve}",
    "/platform/activity/?before={their_step}",
    "/platform/export/?ids={their_qa},{theirs}",
    "/platform/bulk/?field=model&model=opus&ids={their_qa},{theirs}",
    "/platform/agents/qa/edit/?draft={their_draft}",
    "/settings/",
    "/teams/",
)
READ = [ask for ask in EXAMPLES if ask.startswith("GET ") and TABLE[ask].least is not Anyone.SIGNED_OUT]
PAGES = [EXAMPLES[ask].address for ask in READ if is_below_a_team(ask)]
CHANGING = re.compile(r"\b[A-Za-z0-9]{64}\b|(?<=name=\"sheet\" value=\")\w+|(?<=<time)[^<]*|(?<=Reference )\w+")


@pytest.fixture(scope="module")
def eve(world):
    world.known["eve"] = world.people[ELSEWHERE].pk
    return world.people[ELSEWHERE]


def shown(response: HttpResponse) -> str:
    """All that one is told, without what is new with every answer."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    messages = [message.message for message in get_messages(response.wsgi_request)]
    said = f"{response.status_code} {response.headers.get('Location', '')} {messages} {body.decode(errors='replace')}"
    return CHANGING.sub("", said)


def asked(world: World, address: str, visitor: str = "owner", **words) -> HttpResponse:
    return world.client(visitor).get(address.format_map(world.words(visitor) | words))


@pytest.mark.parametrize("visitor", ["owner", "reader"])
@pytest.mark.parametrize("address", [*PAGES, *ALSO])
def test_no_page_shows_a_word_of_it(world, eve, address, visitor):
    assert SECRET.lower() not in shown(asked(world, address, visitor)).lower()


@pytest.mark.parametrize("address", LOOKED_FOR)
def test_looking_for_it_finds_what_looking_for_nothing_finds(world, eve, address):
    with denials() as denied:
        theirs = asked(world, address, word=SECRET, lower=SECRET.lower())
        nobodys = asked(world, address, word=NOBODYS, lower=NOBODYS.lower())

    assert len(SECRET) == len(NOBODYS)
    assert re.sub(SECRET, NOBODYS, shown(theirs), flags=re.I).lower() == shown(nobodys).lower()
    assert denied == []


@pytest.mark.parametrize("address", LOOKED_FOR[:3])
def test_the_palette_does_not_know_it(world, eve, address):
    html = world.client("owner").get(address.format(word=SECRET), headers={"HX-Request": "true"}).text

    assert "/elsewhere/" not in html


def test_what_grows_there_changes_no_page_here(world, eve):
    """Counts, facets, pages of lists, suggestions: nothing here is another after much has come to the other team."""
    pages = [*PAGES, *ALSO]
    before = [shown(asked(world, address)) for address in pages]

    with taken_back():
        _grow(world, eve)
        cache.clear()
        after = [shown(asked(world, address)) for address in pages]

    for address, was, now in zip(pages, before, after, strict=True):
        assert was == now, address


def _grow(world: World, eve) -> None:
    team = eve.teams.get()
    for at in range(60):
        says = f"### With Git Agent\n\n- Ask {at}\n\n### With Tester Agent\n\n- Tell\n\nSee .claude/guidelines/no.md."
        create_document(team, kind="agent", path=f"agents/new/g-{at}.md", source=text(f"g-{at}", says=says), by=eve)
    save_view(team, "Tester", family="agents", query="q=tester", is_shared=True, by=eve)
    heal(team)


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


def test_names_that_are_taken_there_are_free_here(world, eve):
    lower = SECRET.lower()
    view = {"name": f"{SECRET} view", "family": "agents", "query": "q=x", "is_shared": "on"}
    with taken_back():
        browser = world.client("owner")
        made = browser.post("/platform/agents/new/?paste", {"name": "", "source": text(f"{lower}-one")})
        assert (made.status_code, made.headers["Location"]) == (302, f"/platform/agents/{lower}-one/edit/")
        assert browser.post("/platform/views/new/", view).status_code == 302
        assert SavedView.objects.filter(name=f"{SECRET} view").count() == 2


def test_the_preview_takes_their_names_for_unknown_ones(world, eve):
    def preview(name: str) -> str:
        says = f"Ask @{name.lower()}-one.\n\n### With {name} One Agent\n\nSee .claude/guidelines/{name.lower()}.md."
        sent = {"kind": "agent", "source": text("x", says=says), "paused": "1", "document": world.known["qa"]}
        return shown(world.client("author").post("/platform/live/", sent))

    assert preview(SECRET).replace(SECRET, NOBODYS).replace(SECRET.lower(), NOBODYS.lower()) == preview(NOBODYS)


def test_completion_offers_only_what_is_here(world, eve):
    words = asked(world, "/platform/agents/qa/words/").json()

    assert "qa" in words["agents"]
    assert SECRET.lower() not in str(words).lower()


def test_a_zip_holds_nothing_of_theirs(world, eve):
    answer = asked(world, "/platform/export.zip?ids={their_qa},{theirs}")

    assert answer.status_code in (404, 409, 422)
    assert SECRET.lower().encode() not in b"".join(asked(world, "/platform/export.zip").streaming_content)
