"""Each denial is one line of the log, which says who was denied what, and why."""

import pytest

from tests.access.asking import denials
from tests.access.world import ELSEWHERE, SIGNED_OUT

pytestmark = pytest.mark.django_db


def test_a_denial_says_who_where_and_why(world):
    with denials() as denied:
        world.client("reader").post("/platform/agents/qa/archive/")
        world.client(ELSEWHERE).get("/platform/agents/qa/")

    who = [(line.user, line.team, line.address, line.method, line.why) for line in denied]
    assert who == [
        (world.people["reader"].pk, "platform", "archive", "POST", "role"),
        (world.people[ELSEWHERE].pk, "platform", "document", "GET", "outsider"),
    ]
    assert {line.name for line in denied} == {"agents.access"}


def test_nobody_is_denied_for_being_signed_out(world):
    with denials() as denied:
        world.client(SIGNED_OUT).get("/platform/")
        world.client(SIGNED_OUT).post("/platform/live/")

    assert denied == []
