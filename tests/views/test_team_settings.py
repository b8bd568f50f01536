"""The settings of a team and the page of one's teams."""

import pytest

from agents.models import Draft, Membership, OwnedPath, Role, Team

URL = "/platform/settings/"
RULES = {"name": "Platform team", "direct_save": "20", "approvals": "1"}


def test_the_page_shows_what_holds(as_ada):
    text = as_ada.get(URL).text

    assert 'value="Platform team"' in text
    assert "an approval of one’s own proposal never counts" in text


def test_rules_are_saved(as_ada, team):
    sent = RULES | {"name": "Core", "direct_save": "30", "approvals": "2", "security_reviewer": "on"}

    response = as_ada.post(URL, sent, follow=True)

    team.refresh_from_db()
    assert (team.name, team.direct_save, team.approvals, team.security_reviewer) == ("Core", 30, 2, True)
    assert "The rules hold from now on." in response.text


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "a\u200bb"}, {"name": "x" * 81}, {"direct_save": "10"}, {"approvals": "4"}]
)
def test_what_is_wrong_is_said_and_nothing_saved(as_ada, team, wrong):
    response = as_ada.post(URL, RULES | wrong)

    assert response.status_code == 422
    assert 'role="alert"' in response.text
    team.refresh_from_db()
    assert (team.name, team.direct_save, team.approvals) == ("Platform team", 20, 1)


def test_only_owners_see_it(as_ben):
    assert as_ben.get(URL).status_code == 403
    assert as_ben.post(URL, RULES).status_code == 403


def test_who_may_not_save_keeps_what_was_typed(as_ben, team, ben, qa):
    Team.objects.update(direct_save=Role.OWNER)
    sheet = "0123456789abcdef"
    typed = qa.head.source + "\nTyped by Ben.\n"

    response = as_ben.post(
        "/platform/agents/qa/edit/", {"base": "1", "source": typed, "message": "Because", "sheet": sheet}
    )

    assert response.status_code == 403
    assert "In Platform team only owners save: Ada." in response.text
    assert "kept as your draft" in response.text
    assert "Typed by Ben." in response.text
    assert Draft.objects.get(author=ben).source == typed
    qa.refresh_from_db()
    assert qa.head.number == 1


def test_the_editor_says_beforehand_who_saves(as_ben, team, qa):
    assert "only owners save" not in as_ben.get("/platform/agents/qa/edit/").text

    Team.objects.update(direct_save=Role.OWNER)
    assert "only owners save: Ada" in as_ben.get("/platform/agents/qa/edit/").text


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/platform/agents/new/", {"start": "blank", "name": "fresh", "description": "x"}),
        ("/platform/agents/qa/v/1/restore/", {}),
        ("/platform/agents/qa/rename/", {"name": "tester", "folder": ""}),
        ("/platform/agents/qa/archive/", {"sure": "1"}),
        ("/platform/bulk/?field=model&model=opus", {"selected": "{qa}:{head}"}),
        ("/platform/agents/", {"action": "archive", "selected": "{qa}"}),
        ("/platform/agents/qa/link/", {"to": "git", "note": "- Ask", "base": "2", "save": "1"}),
    ],
)
def test_no_page_writes_for_who_may_not_save(as_ben, team, ben, ada, qa, address, fields):
    from agents.operations.documents import create_document, save_document

    create_document(team, kind="agent", path="agents/git.md", source="---\nname: git\n---\n", by=ada)
    save_document(qa, qa.head.source + "More.\n", base=qa.head, by=ada)
    qa.refresh_from_db()
    Membership.objects.filter(user=ben).update(role=Role.REVIEWER)
    Team.objects.update(direct_save=Role.OWNER)
    before = list(team.documents.values_list("path", "head", "archived_at")), team.events.count()

    response = as_ben.post(
        address, {name: value.format(qa=qa.pk, head=qa.head_id) for name, value in fields.items()}, follow=True
    )

    assert "In Platform team only owners save: Ada." in response.text
    assert (list(team.documents.values_list("path", "head", "archived_at")), team.events.count()) == before


def test_an_import_waits_for_who_may_save(as_ben, team, ben):
    from agents.models import StagedImport

    Team.objects.update(direct_save=Role.OWNER)
    as_ben.post("/platform/import/", {"door": "paste", "kind": "agents", "text": "---\nname: in\n---\n"})
    staged = StagedImport.objects.get()

    response = as_ben.post(f"/platform/import/{staged.pk}/", {"go": "run"})

    assert response.status_code == 403
    assert "only owners save" in response.text
    assert not team.documents.exists()
    assert StagedImport.objects.get().files.exists()


def test_somebody_looks_after_a_part(as_ada, team, ben, qa):
    member = Membership.objects.get(user=ben)

    response = as_ada.post(f"{URL}owners/", {"pattern": "agents/", "membership": member.pk}, follow=True)

    assert "Ben looks after agents/**." in response.text
    assert "Ben, 1 file now" in response.text
    gone = as_ada.post(f"{URL}owners/{OwnedPath.objects.get().pk}/remove/", follow=True)
    assert "Nobody is named yet." in gone.text


@pytest.mark.parametrize(
    ("pattern", "who"), [("web/*", "ben"), ("", "ben"), ("agents/**", "rita"), ("agents/**", "eve")]
)
def test_a_part_nobody_can_look_after_is_refused(as_ada, team, ben, rita, eve, pattern, who):
    member = Membership.objects.get(user__username=who)

    response = as_ada.post(f"{URL}owners/", {"pattern": pattern, "membership": member.pk})

    assert response.status_code == 422
    assert not OwnedPath.objects.exists()


def test_a_team_is_removed_by_its_name(as_ada, team):
    address = f"{URL}remove/"
    assert "Remove Platform team?" in as_ada.get(address).text
    assert as_ada.post(address, {"name": "platform"}).status_code == 422

    response = as_ada.post(address, {"name": "Platform team"}, follow=True)

    assert "Platform team is removed." in response.text
    assert as_ada.get("/platform/").status_code == 404
    assert "Make a team" in as_ada.get("/").text


def test_the_teams_of_a_person_are_listed(as_ada, team, ben, qa, eve):
    text = as_ada.get("/teams/").text

    assert "You are owner. 2 people, 1 file" in text
    assert "Elsewhere" not in text


def test_a_team_is_made(as_ada):
    response = as_ada.post("/teams/", {"name": "Data team", "address": ""}, follow=True)

    assert response.request["PATH_INFO"] == "/data-team/"
    assert "Data team is there." in response.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Give it a name."),
        ({"name": "a\nb"}, "more than one line"),
        ({"name": "x", "address": "settings"}, "a page of the site itself"),
        ({"name": "x", "address": "platform"}, "is taken"),
        ({"name": "x", "address": "a b"}, "Use up to 64"),
    ],
)
def test_a_team_that_cannot_be_is_not_made(as_ada, fields, said):
    response = as_ada.post("/teams/", {"address": ""} | fields)

    assert response.status_code in (409, 422)
    assert said in response.text
    assert Team.objects.count() == 1


def test_who_owns_no_team_makes_none(as_ben):
    assert "New team" not in as_ben.get("/teams/").text
    assert as_ben.post("/teams/", {"name": "Mine"}).status_code == 403


def test_queries_do_not_grow(as_ada, ada, team, django_assert_max_num_queries):
    from agents.operations.teams import found_team

    for at in range(12):
        found_team(f"Team {at}", by=ada)

    with django_assert_max_num_queries(8):
        assert as_ada.get("/teams/").text.count("You are owner.") == 13
