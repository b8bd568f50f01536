"""The rules behind the table, one by one."""

import logging

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path, reverse
from django.utils import timezone

from agents import access
from agents.access_table import TABLE
from agents.models import Event, Membership, Role, SavedView, Team, User
from tests.access.asking import Example, denials, outcome, tables
from tests.access.asks import EXAMPLES
from tests.access.conftest import taken_back
from tests.access.test_answers import ASKS, is_as, is_below_a_team, status
from tests.access.world import ELSEWHERE, GONE, ROLES, World

pytestmark = pytest.mark.django_db

OF_A_TEAM = [ask for ask in ASKS if is_below_a_team(ask)]


def _unlisted(request) -> HttpResponse:
    raise AssertionError("a view without a line was called")


def _careless(request, team: str) -> HttpResponse:
    return HttpResponse("A secret.")


urlpatterns = [
    path("unlisted/", _unlisted, name="unlisted"),
    path("<slug:team>/careless/", _careless, name="home"),
    path("", include("agentsite.urls")),
]
handler403 = "agents.views.errors.forbidden"


@override_settings(ROOT_URLCONF=__name__)
def test_an_address_without_a_line_is_refused_and_an_error_is_logged(world, caplog):
    answer = world.client("owner").get("/unlisted/")

    assert answer.status_code == 403
    assert [line.getMessage() for line in caplog.records if line.levelno == logging.ERROR] == [
        "no line in agents/access_table.py for unlisted"
    ]


@override_settings(ROOT_URLCONF=__name__)
def test_a_page_of_a_team_that_never_asked_is_not_shown(world, caplog):
    answer = world.client("owner").get("/platform/careless/")

    assert (answer.status_code, "secret" in answer.text) == (403, False)
    assert "home answered without asking for permission" in caplog.text


def test_what_nobody_knows_to_do_there_is_refused(world):
    request = world.client("owner").get("/platform/").wsgi_request

    with pytest.raises(access.Denied), denials() as denied:
        access.member(request, "platform", action="purge")
    assert [line.why for line in denied] == ["no line"]


@pytest.mark.parametrize("role", ["reader", "author", "reviewer", "owner"])
def test_who_is_no_member_finds_nothing_who_is_one_is_told_what_it_needs(world, role):
    answer = world.client(role).post("/platform/remove-demo/")

    if role == "owner":
        assert answer.status_code == 302
    else:
        assert "This needs the role owner in Platform team." in answer.text
    assert "Platform" not in world.client(ELSEWHERE).post("/platform/remove-demo/").text


def test_reading_and_writing_have_lines_of_their_own():
    assert TABLE["GET names"].least < TABLE["POST names"].least
    assert TABLE["GET import"].least < TABLE["POST import folder"].least
    assert TABLE["GET documents"].least < TABLE["POST documents archive"].least


@pytest.mark.parametrize("visitor", ["reader", ELSEWHERE])
@pytest.mark.parametrize("way", ["edit/", "rename/", "archive/", "v/1/restore/", "draft/", "beside/", "care/"])
def test_permission_is_asked_before_what_is_there_and_which_version(world, visitor, way):
    there, nowhere = (world.client(visitor).post(f"/platform/agents/{slug}/{way}") for slug in ("qa", "nowhere"))

    assert there.status_code == nowhere.status_code == (403 if visitor == "reader" else 404)
    assert there.content == nowhere.content


def test_who_is_no_member_cannot_tell_a_team_from_none(world):
    there, nowhere = (world.client(ELSEWHERE).get(f"/{team}/agents/qa/") for team in ("platform", "no-such-team"))

    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)


def test_an_error_while_permission_is_asked_denies(world):
    def broken(execute, sql, params, many, context):
        if '"agents_membership"."role"' in sql:
            raise RuntimeError("Something is wrong.")
        return execute(sql, params, many, context)

    before = tables()
    for ask in ("GET home", "POST archive", "POST live", "GET export-zip"):
        with connection.execute_wrapper(broken):
            found = outcome(world, EXAMPLES[ask], "owner", ask.split()[0], before=before)
        assert (found.status, found.changed) == (500, set())
        assert "Platform" not in found.response.text


CHANGES = {
    "lowered": lambda of: of.update(role=Role.READER),
    "removed": lambda of: of.delete(),
    "deactivated": lambda of: User.objects.filter(memberships__in=of).update(is_active=False),
    "without the team": lambda of: Team.objects.filter(memberships__in=of).update(removed_at=timezone.now()),
}
AS = {"lowered": "reader", "removed": ELSEWHERE, "deactivated": GONE, "without the team": ELSEWHERE}


@pytest.mark.parametrize("change", CHANGES)
def test_a_role_that_changes_is_obeyed_by_the_very_next_request(world: World, change):
    """For every ask: the owner's browser, which may everything, is answered as who the owner is now."""
    with taken_back():
        CHANGES[change](Membership.objects.filter(user=world.people["owner"]))
        before = tables()
        for ask in OF_A_TEAM:
            expected = status(ask, AS[change])
            if expected is not None:
                found = outcome(world, EXAMPLES[ask], "owner", ask.split()[0], before=before)
                assert is_as(found, expected), f"{ask}: {found.status} instead of {expected}"
                assert found.changed == set()


def test_nothing_of_who_left_is_open_to_them_any_more(world):
    own = ("GET compare-draft", "POST discard-draft", "POST undo", "POST staged-import", "POST delete-view")
    with taken_back():
        Membership.objects.filter(user=world.people["author"]).delete()
        for ask in own:
            assert EXAMPLES[ask].made(world, "author", ask.split()[0]).status_code == 404


OF_OTHERS = {
    "GET compare-draft": 404,
    "POST discard-draft": 404,
    "POST restore-draft": 404,
    "GET staged-import": 404,
    "POST staged-import": 404,
    "GET change-view": 404,
    "POST change-view": 404,
    "POST delete-view": 404,
    "POST undo": 403,
}


@pytest.mark.parametrize("ask", OF_OTHERS)
def test_what_is_one_members_own_is_nobody_elses(world, ask):
    """Not even an owner's; a step can be seen by all, and so taking it back is refused, not hidden."""
    authors = Example(EXAMPLES[ask].address.format_map(world.words("author")), EXAMPLES[ask].fields)

    for visitor in ("reviewer", "owner"):
        found = outcome(world, authors, visitor, ask.split()[0], before=tables())
        if ask == "POST undo" and visitor == "owner":
            continue  # an owner may undo anybody's
        assert (found.status, found.changed) == (OF_OTHERS[ask], set())


def test_only_the_owner_changes_what_somebody_shared(world):
    view = SavedView.objects.get(pk=world.known["ninas_view"])
    for visitor, expected in (("reader", 403), ("author", 403), ("reviewer", 403), ("owner", 302)):
        with denials() as denied, taken_back():
            answer = world.client(visitor).post(f"/platform/views/{view.pk}/edit/", {"name": "Ours"})
        assert answer.status_code == expected
        assert len(denied) == (expected == 403)


def test_a_reviewers_own_step_into_the_archive_needs_a_reviewer_to_be_undone(world):
    with taken_back():
        Membership.objects.filter(user=world.people["reviewer"]).update(role=Role.AUTHOR)
        answer = EXAMPLES["POST undo archived"].made(world, "reviewer", "POST")
        step = Event.objects.get(pk=world.own["reviewer"]["own_archived"])
        shown = world.client("reviewer").get("/platform/activity/").text

    assert answer.status_code == 403
    assert f"/activity/{step.pk}/undo/" not in shown


def test_permission_costs_one_query_for_who_asks_and_one_for_their_role(world, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert world.client("reader").post("/platform/live/", {"kind": "agent", "source": "x"}).status_code == 200


@pytest.mark.parametrize("role", list(ROLES))
def test_no_button_is_shown_that_would_be_refused(world, role):
    """The buttons of a page follow the table; the view asks again all the same."""
    page = world.client(role).get("/platform/agents/qa/").text
    library = world.client(role).get("/platform/agents/").text
    may_write, may_archive = ROLES[role] >= TABLE["POST edit"].least, ROLES[role] >= TABLE["POST archive"].least

    assert (reverse("edit", args=["platform", "agents", "qa"]) in page) == may_write
    assert ('data-action="Archive qa"' in page) == may_archive
    assert ('data-action="Propose to archive qa"' in page) == may_write
    assert ('name="action" value="archive"' in library) == may_archive
    assert ('name="propose" value="archive"' in library) == may_write
    assert ('value="model"' in library) == may_write
