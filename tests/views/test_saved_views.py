"""Saved views: a name for what a library shows; one's own, or the team's; without JavaScript too."""

import pytest

from agents.models import Event, Membership, Role, SavedView

LIBRARY = "/platform/agents/"
NEW = "/platform/views/new/"


def save(client, name, *, query="?tool=Bash", **more):
    return client.post(NEW, {"name": name, "family": "agents", "query": query, **more})


def tabs(response):
    """The names above the library, the current one in brackets."""
    current = [f"[{view.name}]" if view.is_current else view.name for view in response.context["views"]]
    return [*(["[all]"] if response.context["is_all"] else []), *current]


def test_what_is_filtered_gets_a_name_and_is_there_from_then_on(as_ada, qa):
    assert "Save view" in as_ada.get(f"{LIBRARY}?tool=Bash").text

    answer = save(as_ada, "Uses Bash", query="?tool=Bash&sort=name&page=3&nonsense=1")

    assert answer["Location"] == f"{LIBRARY}?tool=Bash&sort=name"
    assert tabs(as_ada.get(answer["Location"])) == ["[Uses Bash]"]
    assert tabs(as_ada.get(LIBRARY)) == ["[all]", "Uses Bash"]
    assert tabs(as_ada.get(f"{LIBRARY}?tool=Read")) == ["Uses Bash"]
    assert tabs(as_ada.get("/platform/guidelines/")) == ["[all]"]


def test_a_part_brings_the_tabs_along(as_ada, qa):
    save(as_ada, "Uses Bash")

    part = as_ada.get(f"{LIBRARY}?tool=Bash", headers={"HX-Request": "true"}).text

    assert 'hx-swap-oob="innerHTML:#views"' in part
    assert "Edit view" in part


def test_nothing_is_offered_where_there_is_nothing_to_name(as_ada, qa):
    assert "Save view" not in as_ada.get(LIBRARY).text


def test_ones_own_is_seen_by_nobody_else(as_ada, as_ben, ada, ben, team, qa):
    SavedView.objects.create(team=team, creator=ada, family="agents", name="Mine", name_key="mine", query="q=x")

    own = SavedView.objects.get()

    as_ben.force_login(ben)
    assert tabs(as_ben.get(LIBRARY)) == ["[all]"]
    assert as_ben.get(f"/platform/views/{own.pk}/").status_code == 404
    assert as_ben.get(f"/platform/views/{own.pk}/edit/").status_code == 404
    assert as_ben.post(f"/platform/views/{own.pk}/delete/").status_code == 404


def test_the_team_s_is_seen_by_all_and_changed_by_its_maker_or_an_owner(as_ben, ada, ben, rita, team, qa):
    save(as_ben, "Uses Bash", is_shared="on")
    view = SavedView.objects.get()

    as_ben.force_login(rita)
    assert tabs(as_ben.get(LIBRARY)) == ["[all]", "Uses Bash"]
    assert as_ben.post(f"/platform/views/{view.pk}/edit/", {"name": "Other"}).status_code == 403
    assert as_ben.post(f"/platform/views/{view.pk}/delete/").status_code == 403
    assert "Edit view" not in as_ben.get(f"{LIBRARY}?tool=Bash").text
    for user in (ben, ada):
        as_ben.force_login(user)
        assert as_ben.post(f"/platform/views/{view.pk}/edit/", {"name": f"By {user}"}).status_code == 302
    assert as_ben.post(f"/platform/views/{view.pk}/delete/").status_code == 302
    assert not SavedView.objects.exists()


def test_readers_save_their_own_but_share_none(as_rita, qa):
    assert save(as_rita, "For all", is_shared="on").status_code == 403
    save(as_rita, "For me")

    assert SavedView.objects.get().is_shared is False
    assert "For the whole team" not in as_rita.get(f"{NEW}?family=agents").text


@pytest.mark.parametrize("first_is_shared", [True, False])
def test_a_name_that_is_there_is_refused_with_a_sentence_and_what_was_typed_stays(as_ada, qa, first_is_shared):
    save(as_ada, "Uses Bash", **({"is_shared": "on"} if first_is_shared else {}))

    answer = save(as_ada, "uses  BASH", query="?tool=Read")

    assert answer.status_code == 409
    assert "There is a view called “uses BASH” already." in answer.text
    assert 'value="?tool=Read"' in answer.text
    assert SavedView.objects.count() == 1


def test_two_people_may_use_one_name_each_for_themselves(as_ada, ben, qa):
    save(as_ada, "Mine")
    as_ada.force_login(ben)

    assert save(as_ada, "Mine").status_code == 302
    assert SavedView.objects.count() == 2


def test_it_is_renamed(as_ada, qa):
    save(as_ada, "Uses Bash")
    save(as_ada, "Other", query="?q=x")
    view = SavedView.objects.get(name="Uses Bash")
    edit = f"/platform/views/{view.pk}/edit/"

    assert 'value="Uses Bash"' in as_ada.get(edit).text
    assert as_ada.post(edit, {"name": "Other"}).status_code == 409
    assert as_ada.post(edit, {"name": " "}).status_code == 422
    assert as_ada.post(edit, {"name": "USES bash"})["Location"] == f"{LIBRARY}?tool=Bash"
    assert tabs(as_ada.get(LIBRARY)) == ["[all]", "Other", "USES bash"]


def test_what_was_deleted_comes_back_with_undo(as_ada, qa):
    save(as_ada, "Uses Bash", is_shared="on")
    as_ada.post(f"/platform/views/{SavedView.objects.get().pk}/delete/")
    *_, message = as_ada.get(LIBRARY).context["messages"]

    as_ada.post(message.extra_tags.removeprefix("undo:"))

    view = SavedView.objects.get()
    assert (view.name, view.query, view.is_shared) == ("Uses Bash", "tool=Bash", True)


def test_an_address_of_its_own_leads_to_the_list(as_ada, qa):
    save(as_ada, "Uses Bash")
    pk = SavedView.objects.get().pk

    assert as_ada.get(f"/platform/views/{pk}/")["Location"] == f"{LIBRARY}?tool=Bash"
    assert as_ada.get("/platform/views/99999999999999999999999/").status_code == 404


def test_another_team_has_none_of_it(as_ada, eve, qa):
    save(as_ada, "Uses Bash", is_shared="on")
    pk = SavedView.objects.get().pk
    as_ada.force_login(eve)

    assert as_ada.get(f"/platform/views/{pk}/").status_code == 404
    assert as_ada.get(f"/elsewhere/views/{pk}/").status_code == 404
    assert as_ada.post(f"/elsewhere/views/{pk}/delete/").status_code == 404


def test_there_is_an_end_to_them(as_ada, qa, monkeypatch):
    monkeypatch.setattr("agents.limits.SAVED_VIEWS", 1)
    save(as_ada, "One")

    answer = save(as_ada, "Two")

    assert answer.status_code == 422
    assert "There are 1 views already" in answer.text


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\u200bb", "\0"])
def test_a_name_that_will_not_do_is_refused(as_ada, qa, name):
    assert save(as_ada, name).status_code == 422


@pytest.mark.parametrize("query", ["", "?", "?q=%00", "?q=" + "x" * 3_900, "?sort=password", "a&b&&=="])
def test_no_query_is_too_odd(as_ada, qa, query):
    answer = save(as_ada, "Odd", query=query)

    assert answer.status_code == 302
    assert as_ada.get(answer["Location"]).status_code == 200


def test_only_what_the_team_shares_is_on_the_record(as_ada, qa):
    before = Event.objects.count()
    save(as_ada, "Mine")
    assert Event.objects.count() == before

    save(as_ada, "Ours", is_shared="on")
    assert "saved the view" in as_ada.get("/platform/activity/").text


def test_views_cost_one_question_however_many(as_ada, qa, django_assert_max_num_queries):
    for number in range(9):
        save(as_ada, f"View {number}", query=f"?q={number}")

    with django_assert_max_num_queries(12):
        as_ada.get(f"{LIBRARY}?q=1")


def test_the_palette_finds_them_by_name(as_ada, ada, eve, qa):
    save(as_ada, "Uses Bash")

    found = as_ada.get("/platform/search/", {"q": "bash"}, headers={"HX-Request": "true"})

    assert f"{LIBRARY}?tool=Bash" in [hit.url for group in found.context["groups"] for hit in group.hits]
    Membership.objects.create(team=found.context["team"], user=eve, role=Role.OWNER)
    as_ada.force_login(eve)
    other = as_ada.get("/platform/search/", {"q": "bash"}, headers={"HX-Request": "true"})
    assert "Uses Bash" not in other.text


def test_strangers_must_sign_in(client, db):
    assert client.get(NEW).status_code == 302
