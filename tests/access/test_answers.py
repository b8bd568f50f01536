"""Every ask, made by everybody: who may gets it, everybody else is refused as the table says, and nothing is written.

Generated from the URL conf and agents/access_table.py with the examples of ``asks.py``: a new address fails here
until all three know it, with a sentence that says what to add.
"""

import pytest
from django.conf import settings
from django.shortcuts import resolve_url

from agents.access_table import KNOWN, TABLE, Anyone
from agents.models import Role
from agents.operations.demo_proposal import GUEST
from tests.access.addresses import ADDRESSES, SOMETIMES
from tests.access.asking import Example, Outcome, outcome, tables
from tests.access.asks import EXAMPLES
from tests.access.world import ELSEWHERE, GONE, ROLES, SIGNED_OUT, VISITORS, World

pytestmark = pytest.mark.django_db

ASKS = [ask for ask in TABLE if ask.split()[1] not in SOMETIMES]


def test_every_ask_has_an_example():
    missing = [ask for ask in ASKS if ask not in EXAMPLES]

    assert missing == [], "Add an example of each to tests/access/asks.py, whose top says how."
    assert EXAMPLES.keys() - TABLE.keys() == set(), "These are in no line of agents/access_table.py."


@pytest.fixture(scope="module")
def before(world) -> dict[str, str]:
    return tables()


@pytest.mark.parametrize("ask", ASKS)
def test_only_who_may_gets_what_is_asked(world: World, before, ask):
    method, example = ask.split()[0], EXAMPLES[ask]
    methods = ["GET", "HEAD"] if method == "GET" else [method]

    for visitor in VISITORS:
        for one in methods:
            found = outcome(world, example, visitor, one, before=before)
            expected = status(ask, visitor)
            told = f"{one} {example.address} by the {visitor}: {found.status} instead of {expected or example.answers}"
            assert is_as(found, expected or example.answers), told
            assert_it_is_told(found, ask, visitor)
            if expected is None:
                assert_it_is_done(found, example, world.people.get(visitor))
            else:
                assert found.changed == set(), told


def is_as(found: Outcome, expected: int | None) -> bool:
    if expected is not None:
        return found.status == expected
    asked_to_sign_in = found.status == 302 and "?next=" in found.response.headers["Location"]
    return found.status < 500 and found.status != 405 and not asked_to_sign_in


def status(ask: str, visitor: str) -> int | None:
    """How the visitor is refused; None for who may."""
    least = TABLE[ask].least
    if least is Anyone.SIGNED_OUT:
        return None
    if visitor in (SIGNED_OUT, GONE):
        return 302
    if least is Anyone.SIGNED_IN:
        return None
    if visitor == ELSEWHERE:
        return 404 if is_below_a_team(ask) else None  # elsewhere they are owner of a team of their own
    return None if ROLES[visitor] >= least else 403


def is_below_a_team(ask: str) -> bool:
    return "team" in ADDRESSES[ask.split()[1]].pattern.converters


def assert_it_is_told(found: Outcome, ask: str, visitor: str) -> None:
    """A denial is one line of the log; being asked to sign in is none."""
    expected = status(ask, visitor)
    if expected == 302:
        assert found.response.headers["Location"].startswith(resolve_url(settings.LOGIN_URL))
    assert len(found.denials) == (expected in (403, 404))
    for line in found.denials:
        assert (line.address, line.team) == (ask.split()[1], "platform" if is_below_a_team(ask) else line.team)
        assert line.why in (("outsider",) if expected == 404 else ("role", "not one’s own"))


def assert_it_is_done(found: Outcome, example: Example, person) -> None:
    assert len(found.events) == example.events, example.why
    by_link = found.response.wsgi_request.resolver_match.url_name == "review-link"  # who came by it has no account
    theirs = [event for event in found.events if event.details.get("guest") != GUEST]  # the demo brings somebody along
    assert {event.actor for event in theirs} <= ({None} if by_link else {person})
    if found.response.wsgi_request.method != "POST":
        assert found.changed == set()


def test_a_post_that_records_nothing_says_why():
    for ask, example in EXAMPLES.items():
        assert bool(example.why) == (ask.startswith("POST") and not example.events), ask


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_what_the_table_does_not_allow_is_no_method_of_the_address(world: World, before, name):
    asks = [ask for ask in EXAMPLES if ask.split()[1] == name]
    address = EXAMPLES[asks[0]].address if asks else pytest.fail(f"tests/access/asks.py has no example of {name}")
    others = [one for one in ("GET", "POST") if f"{one} {name}" not in KNOWN]

    for visitor in ("owner", "reader", ELSEWHERE):
        for method in [*others, "PUT", "PATCH", "DELETE", "OPTIONS"]:
            found = outcome(world, Example(address), visitor, method, before=before)
            assert found.status == 405, f"{method} {address}"
            assert found.changed == set()


@pytest.mark.parametrize("ask", [ask for ask in ASKS if TABLE[ask].least is not Anyone.SIGNED_OUT])
def test_a_script_is_told_where_to_sign_in(world: World, ask):
    address = EXAMPLES[ask].address.format_map(world.words("author"))
    answer = getattr(world.client(SIGNED_OUT), ask.split()[0].lower())(address, headers={"HX-Request": "true"})

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith(resolve_url(settings.LOGIN_URL))
    assert answer.content == b""


def test_roles_stand_in_their_order():
    assert Role.READER < Role.AUTHOR < Role.REVIEWER < Role.OWNER
