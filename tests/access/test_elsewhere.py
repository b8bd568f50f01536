"""What another team holds is found nowhere: not by looking, not by its ids, not by what is counted."""

import re

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse

from agents.access_table import TABLE, Anyone
from agents.memory import cache
from agents.models import SavedView
from agents.operations.documents import create_document
from agents.operations.relations import heal
from agents.operations.saved_views import save_view
from tests.access.asking import denials
from tests.access.asks import EXAMPLES
from tests.access.conftest import taken_back
from tests.access.test_answers import is_below_a_team
from tests.access.world import SECRET, World, text

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
CHANGING = re.compile(
    r"\b[A-Za-z0-9]{64}\b|(?<=name=\"sheet\" value=\")\w+|(?<=<time)[^<]*|(?<=Reference )\w+|\b[0-9a-f]{16}\b"
)


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
