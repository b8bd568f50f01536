"""Wherever a text can be saved it can be proposed: ``saving.py`` names each place, and none is missing there."""

import re
from dataclasses import replace
from html import unescape

import pytest

from agents.models import Document, Proposal, Role, Team
from tests.access.asks import EXAMPLES
from tests.access.conftest import taken_back
from tests.access.saving import NO_PLACES, PLACES, Place
from tests.access.test_offers import PAGES, offered
from tests.access.world import World
from tests.views.test_proposing import hidden

pytestmark = pytest.mark.django_db

BUTTON = re.compile(r"<button\b([^>]*)>(.*?)</button>", re.S)
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
BASES = re.compile(r'name="bases" value="([^"]*)"')
CHOICE = re.compile(r'name="(choice-[^"]+)"')
ANSWER = {"proposal-title": "Better", "proposal-reason": "Because."}


def texts() -> list:
    """All that saving could change."""
    return list(Document.objects.order_by("pk").values_list("pk", "path", "head", "archived_at"))


def only_owners_save() -> None:
    Team.objects.filter(slug="platform").update(direct_save=Role.OWNER)


def test_no_place_is_missing(world: World):
    saving = set()
    for ask, example in EXAMPLES.items():
        if not ask.startswith("POST "):
            continue
        with taken_back():
            before = texts()
            example.made(world, "owner", "POST")
            saving |= {ask} if texts() != before else set()

    missing = saving - NO_PLACES.keys() - {place.ask for place in PLACES.values()}
    assert missing == set(), "Offer to propose there, and name each in PLACES of tests/access/saving.py."


def test_the_places_that_are_none_save(world: World):
    assert NO_PLACES.keys() <= EXAMPLES.keys()


@pytest.mark.parametrize("name", PLACES)
def test_who_may_save_is_offered_both_and_can_do_both(world: World, name):
    role = PLACES[name].least
    with taken_back():
        page, place, words = opened(world, role, PLACES[name])
        assert offers(page, place, words) == (True, True)
        proposed(world, role, place, words)

    with taken_back():
        before = texts()
        send(world, role, place.at or place.page, place.fields | place.saves, words)
        assert texts() != before


@pytest.mark.parametrize("name", PLACES)
def test_who_may_only_propose_is_offered_that_alone_and_it_works(world: World, name):
    role = PLACES[name].proposer
    with taken_back():
        only_owners_save()
        page, place, words = opened(world, role, PLACES[name])
        assert offers(page, place, words) == (False, True)
        proposed(world, role, place, words)

    with taken_back():
        only_owners_save()
        before = texts()
        send(world, role, place.at or place.page, place.fields | place.saves, words)
        assert texts() == before


@pytest.mark.parametrize("name", PLACES)
def test_a_reader_is_offered_neither(world: World, name):
    place, words = PLACES[name], world.words("reader") | {"bases": ""}
    if "own_" in place.page:
        return  # readers have none
    with taken_back():
        assert offers(got(world, "reader", place, words), place, words) == (False, False)
        answer = send(
            world, "reader", place.proposes_at or place.at or place.page, place.fields | place.proposes, words
        )
        assert answer.status_code == 403


def opened(world: World, role: str, place: Place) -> tuple[str, Place, dict]:
    """The page that offers it, the place with what is chosen there, and what fills the braces."""
    words = world.words(role) | {"bases": ""}
    page = got(world, role, place, words)
    bases, chosen = BASES.search(page), dict.fromkeys(CHOICE.findall(page), "ours")
    return page, replace(place, fields=place.fields | chosen), words | {"bases": bases[1] if bases else ""}


def got(world: World, role: str, place: Place, words: dict) -> str:
    if place.shown_by:
        return send(world, role, place.page, place.shown_by, words).text
    return world.client(role).get(place.page.format_map(words)).text


def send(world: World, role: str, address: str, fields: dict, words: dict):
    sent = {name: value.format_map(words) for name, value in fields.items()}
    return world.client(role).post(address.format_map(words), sent)


def offers(page: str, place: Place, words: dict) -> tuple[bool, bool]:
    """Whether the page offers to save there, and to propose."""
    target = (place.at or place.page).format_map(words).split("?")[0]
    forms = [(attributes, inside) for attributes, inside in FORM.findall(page) if 'method="post"' in attributes]
    here = [inside for attributes, inside in forms if is_to(attributes, target, place.page.format_map(words))]
    buttons = [found for inside in here for found in BUTTON.findall(inside)]
    proposing = [one for one in buttons if re.search(r'\bname="propose"', one[0])]
    words_of = [" ".join(unescape(re.sub(r"<[^>]*>", "", inside)).split()) for _, inside in buttons]
    saving = [
        said
        for said, one in zip(words_of, buttons, strict=True)
        if said.startswith(place.button) and one not in proposing and "draft" not in said
    ]
    return bool(saving), any(is_pressed(one[0], place.proposes["propose"]) for one in proposing)


def is_pressed(attributes: str, value: str) -> bool:
    return f'value="{value}"' in attributes or "value=" not in attributes


def is_to(attributes: str, target: str, page: str) -> bool:
    action = re.search(r'\baction="([^"]*)"', attributes)
    return (unescape(action[1]) if action else page).split("?")[0] == target


def proposed(world: World, role: str, place: Place, words: dict) -> None:
    """Press the button that proposes, answer wrongly, then well: nothing is lost, and no text changes."""
    before, count = texts(), Proposal.objects.count()
    question = send(world, role, place.proposes_at or place.at or place.page, place.fields | place.proposes, words)
    assert question.status_code == 200, question.text[:3000]
    sent = hidden(question)
    action = sent.pop("")[0]

    refused = world.client(role).post(action, sent | {"proposal-title": " ", "proposal-reason": "Why I did it."})
    assert (refused.status_code, "Why I did it." in refused.text) == (422, True)
    again = hidden(refused)
    assert again.pop("")[0] == action
    again.pop("proposal-once"), sent.pop("proposal-once")
    assert again == sent

    made = world.client(role).post(action, sent | ANSWER)
    assert (made.status_code, "/proposals/" in made.headers["Location"]) == (302, True)
    assert Proposal.objects.count() == count + 1
    assert texts() == before
    assert Proposal.objects.order_by("-pk").first().changes.exists()


@pytest.mark.parametrize("role", ["author", "owner"])
def test_no_form_of_any_page_saves_without_a_way_to_propose(world: World, role):
    """But *Undo* in a line of the record: it acts at once, and the step's own page offers both."""
    names, seen = {place.ask.split()[1] for place in PLACES.values()}, 0
    for ask in PAGES:
        address = EXAMPLES[ask].address.format_map(world.words(role))
        answer = world.client(role).get(address)
        if answer.status_code != 200 or answer.streaming or "html" not in answer.headers["Content-Type"]:
            continue
        for attributes, inside in FORM.findall(answer.text):
            form = f"<form{attributes}>" if "action=" in attributes else f'<form{attributes} action="{address}">'
            asked = {name for method, name in offered(address, form) if method == "POST"}
            if asked & names and (asked != {"undo"} or ask == "GET step"):
                seen += 1
                assert 'name="propose"' in inside, f"{address}: {form}"

    assert seen > 8
