"""Owner and review date on the page of a document, of many, in the library and on Home."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags

from agents.forms.care import later
from agents.models import Event, Membership
from agents.operations.care import set_care
from agents.operations.documents import archive_document, create_document

PAGE = "/platform/agents/qa/"
LIBRARY = "/platform/agents/"
HTMX = {"HTTP_HX_REQUEST": "true"}


def care(document):
    document.refresh_from_db()
    return document.owner, document.review_by


def words(response):
    """What a page says, without its marks."""
    return " ".join(strip_tags(response.text.replace("<", " <")).split())


@pytest.fixture
def today():
    return timezone.localdate()


def test_the_page_says_that_nobody_owns_it(as_rita, qa):
    page = as_rita.get(PAGE)

    assert "Owner Nobody Review by No date Reviewed Never" in words(page)
    assert f"{PAGE}care/" not in page.text


def test_the_page_names_owner_date_and_who_reviewed(as_ben, qa, ada, ben, today):
    set_care([qa], owner=ada, review_by=date(today.year + 1, 3, 3), by=ada)
    as_ben.post(f"{PAGE}reviewed/", {"months": "12"})

    day = date_format(later(today, 12), "j F Y")
    assert f"Review by {day} Reviewed B" in words(as_ben.get(PAGE))
    assert "Ben, just now" in words(as_ben.get(PAGE))
    assert "Owner A Ada" in words(as_ben.get(PAGE)).replace("AD ", "A ")
    assert "Overdue" not in words(as_ben.get(PAGE))


def test_overdue_is_said_in_words(as_rita, qa, ada, today):
    set_care([qa], review_by=today, by=ada)
    assert "Overdue" not in as_rita.get(PAGE).text

    set_care([qa], review_by=today - timedelta(days=1), by=ada)
    assert "Overdue" in as_rita.get(PAGE).text


def test_an_author_sets_owner_and_date(as_ben, qa, ada, ben, today):
    answer = as_ben.post(f"{PAGE}care/", {"owner": ada.pk, "review_by": today.isoformat()}, follow=True)

    assert answer.redirect_chain == [(PAGE, 302)]
    assert care(qa) == (ada, today)
    assert "Undo" in answer.text
    assert Event.objects.filter(actor=ben).get().action == "care.set"


def test_the_form_takes_either_away(as_ben, qa, ada, today):
    set_care([qa], owner=ada, review_by=today, by=ada)

    as_ben.post(f"{PAGE}care/", {"owner": "", "review_by": ""})

    assert care(qa) == (None, None)


def test_saving_what_is_so_already_is_no_step(as_ben, qa, ada, ben):
    set_care([qa], owner=ada, by=ada)

    answer = as_ben.post(f"{PAGE}care/", {"owner": ada.pk, "review_by": ""}, follow=True)

    assert "Nothing was changed" in answer.text
    assert not Event.objects.filter(actor=ben).exists()


def test_an_owner_who_left_is_marked_and_stays_until_another_is_chosen(as_ada, qa, ada, ben, today):
    set_care([qa], owner=ben, by=ada)
    Membership.objects.filter(user=ben).delete()

    assert "no longer in the team" in as_ada.get(PAGE).text
    form = as_ada.get(f"{PAGE}care/")
    assert "Ben (no longer in the team)" in form.text
    as_ada.post(f"{PAGE}care/", {"owner": ben.pk, "review_by": today.isoformat()})
    assert care(qa) == (ben, today)


def test_a_deactivated_owner_keeps_the_name(as_ada, qa, ada, ben):
    set_care([qa], owner=ben, by=ada)
    ben.is_active = False
    ben.save()

    text = as_ada.get(PAGE).text

    assert "Ben" in text
    assert "account is deactivated" in text


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"owner": "999"}, "Choose somebody from the list."),
        ({"review_by": "soon"}, "Write the day as in 2027-03-31."),
        ({"review_by": "2020-01-01"}, "This day is over."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(as_ben, qa, posted, sentence):
    answer = as_ben.post(f"{PAGE}care/", posted)

    assert (answer.status_code, care(qa)) == (422, (None, None))
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_past_date_that_is_there_already_is_no_error(as_ben, qa, ada, today):
    past = today - timedelta(days=9)
    set_care([qa], review_by=past, by=ada)

    as_ben.post(f"{PAGE}care/", {"owner": ada.pk, "review_by": past.isoformat()})

    assert care(qa) == (ada, past)


def test_strangers_of_other_teams_cannot_be_chosen(as_ben, qa, eve, rita):
    page = as_ben.get(f"{PAGE}care/").text

    assert ("Eve" in page, "Rita" in page, "Ada" in page) == (False, False, True)
    for who in (eve, rita):
        assert as_ben.post(f"{PAGE}care/", {"owner": who.pk}).status_code == 422


def test_htmx_gets_the_form_and_then_the_facts_in_their_place(as_ben, qa, ben):
    form = as_ben.get(f"{PAGE}care/", **HTMX)
    answer = as_ben.post(f"{PAGE}care/", {"owner": ben.pk, "review_by": ""}, **HTMX)

    for part in (form, answer):
        assert "<html" not in part.text
        assert 'id="care"' in part.text
        assert "autofocus" in part.text
    assert 'hx-swap-oob="innerHTML:#toasts"' in answer.text
    facts = as_ben.get(f"{PAGE}care/?facts", **HTMX)
    assert "autofocus" in facts.text
    assert '<form class="card"' not in facts.text


def test_reviewed_sets_the_next_date(as_ben, qa, ben, today):
    for months in (1, 3, 6, 12):
        as_ben.post(f"{PAGE}reviewed/", {"months": str(months)})
        assert care(qa)[1] == later(today, months)
    assert qa.reviewed_by == ben


def test_reviewed_takes_only_offered_times(as_ben, qa):
    answer = as_ben.post(f"{PAGE}reviewed/", {"months": "7"})

    assert answer.status_code == 422
    assert "Choose 1, 3, 6 or 12 months" in answer.text
    assert qa.reviewed_at is None
    assert not Event.objects.filter(action="care.confirmed").exists()


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ((2027, 1, 31), 1, (2027, 2, 28)),
        ((2027, 8, 31), 6, (2028, 2, 29)),
        ((2027, 12, 5), 1, (2028, 1, 5)),
        ((2027, 3, 3), 12, (2028, 3, 3)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, then):
    assert later(date(*day), months) == date(*then)


def test_readers_and_strangers_change_nothing(client, qa, rita, eve):
    for who, status in ((rita, 403), (eve, 404)):
        client.force_login(who)
        for address, sent in ((f"{PAGE}care/", {"owner": ""}), (f"{PAGE}reviewed/", {"months": "6"})):
            assert client.post(address, sent).status_code == status
        assert client.get(f"{PAGE}care/").status_code == status
        assert client.get("/platform/care/").status_code == status
    assert not Event.objects.filter(action__startswith="care.").exists()


def test_an_archived_agent_is_not_reviewed(as_ada, qa, ada):
    archive_document(qa, by=ada)

    assert as_ada.post(f"{PAGE}reviewed/", {"months": "6"}).status_code == 409
    assert as_ada.post(f"{PAGE}care/", {"owner": ada.pk}).status_code == 409
    assert care(qa) == (None, None)
    assert f"{PAGE}care/" not in as_ada.get(PAGE).text


def test_htmx_loads_the_page_again_to_say_why_nothing_was_noted(as_ada, qa, ada):
    archive_document(qa, by=ada)

    answer = as_ada.post(f"{PAGE}reviewed/", {"months": "6"}, **HTMX)

    assert answer.headers["HX-Refresh"] == "true"
    assert "is in the archive. Restore it to change it." in as_ada.get(PAGE).text


def test_the_page_asks_few_questions(as_ada, qa, ada, ben, today, django_assert_max_num_queries):
    set_care([qa], owner=ben, review_by=today, by=ada)
    as_ada.post(f"{PAGE}reviewed/", {"months": "6"})

    with django_assert_max_num_queries(11):
        as_ada.get(PAGE)
    with django_assert_max_num_queries(10):
        as_ada.get(f"{PAGE}care/")


@pytest.fixture
def several(team, ada, ben, today):
    """Four agents: mine and overdue, Ben's, of somebody who left, of nobody and reviewed."""
    made = {}
    for name in ("mine", "bens", "left", "reviewed"):
        source = f"---\nname: {name}\ndescription: x\n---\n"
        made[name] = create_document(team, kind="agent", path=f"agents/{name}.md", source=source, by=ada)
    set_care([made["mine"]], owner=ada, review_by=today - timedelta(days=3), by=ada)
    set_care([made["bens"]], owner=ben, review_by=today + timedelta(days=3), by=ada)
    return made


@pytest.fixture
def carl(several, team, ada):
    from agents.models import Role, User

    user = User.objects.create_user("carl", display_name="Carl")
    membership = Membership.objects.create(team=team, user=user, role=Role.AUTHOR)
    set_care([several["left"]], owner=user, by=ada)
    membership.delete()
    return user


def shown(response):
    return [row["name"] for row in response.context["rows"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("owner=me", ["mine"]),
        ("owner=none", ["left", "reviewed"]),
        ("review=overdue", ["mine"]),
        ("review=never", ["bens", "left", "mine"]),
        ("owner=me&review=overdue", ["mine"]),
        ("owner=none&review=overdue", []),
        ("owner=x", ["bens", "left", "mine", "reviewed"]),
        ("review=x", ["bens", "left", "mine", "reviewed"]),
        ("owner=999999999999999", []),
    ],
)
def test_the_library_finds_by_owner_and_review(as_ada, several, carl, query, names):
    as_ada.post("/platform/agents/reviewed/reviewed/", {"months": "6"})

    assert shown(as_ada.get(f"{LIBRARY}?{query}")) == names


def test_the_library_finds_by_person(as_ada, several, carl, ben):
    assert shown(as_ada.get(f"{LIBRARY}?owner={ben.pk}")) == ["bens"]
    assert shown(as_ada.get(f"{LIBRARY}?owner={carl.pk}")) == ["left"]
    assert [name for _, name in as_ada.get(LIBRARY).context["facets"]["owners"]] == ["Ada", "Ben", "Carl"]


def test_all_that_match_is_resolved_for_who_asks(as_ada, several, ada):
    as_ada.post(LIBRARY, {"all": "?owner=me", "action": "archive"})

    assert {name for name, one in several.items() if _is_archived(one)} == {"mine"}


def _is_archived(document):
    document.refresh_from_db()
    return document.is_archived


def test_many_are_given_an_owner_and_a_date(as_ben, several, ada, ben, today):
    ids = f"{several['mine'].pk},{several['left'].pk}"
    address = as_ben.post(LIBRARY, {"selected": ids.split(","), "action": "care"}).headers["Location"]
    assert as_ben.get(address).status_code == 200

    sent = {"ids": ids, "family": "agents", "owner": ben.pk, "review": "3", "day": ""}
    answer = as_ben.post("/platform/care/", sent, follow=True)

    assert care(several["mine"]) == care(several["left"]) == (ben, later(today, 3))
    assert care(several["reviewed"]) == (None, None)
    assert Event.objects.filter(actor=ben).get().subject == "2 agents"
    assert "Undo" in answer.text


def test_many_keep_what_is_left_as_it_is(as_ben, several, ada, today):
    ids = f"{several['mine'].pk},{several['bens'].pk}"
    day = today + timedelta(days=40)

    as_ben.post("/platform/care/", {"ids": ids, "family": "agents", "owner": "", "review": "day", "day": str(day)})
    assert care(several["mine"]) == (ada, day)

    as_ben.post("/platform/care/", {"ids": ids, "family": "agents", "owner": "none", "review": "", "day": ""})
    assert (care(several["mine"]), care(several["bens"])) == ((None, day), (None, day))

    as_ben.post("/platform/care/", {"ids": ids, "family": "agents", "owner": "", "review": "none", "day": ""})
    assert (care(several["mine"]), care(several["bens"])) == ((None, None), (None, None))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"owner": "", "review": ""}, "Choose an owner or a date."),
        ({"owner": "77777", "review": ""}, "Choose somebody from the list."),
        ({"owner": "", "review": "day", "day": ""}, "Choose the day."),
        ({"owner": "", "review": "day", "day": "2020-01-01"}, "This day is over."),
    ],
)
def test_of_many_what_cannot_be_is_said(as_ben, several, sent, sentence):
    answer = as_ben.post("/platform/care/", {"ids": several["left"].pk, "family": "agents", **sent})

    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert not Event.objects.filter(actor__username="ben").exists()


def test_many_of_another_team_are_passed_over(client, several, eve):
    client.force_login(eve)

    client.post("/elsewhere/care/", {"ids": several["left"].pk, "family": "agents", "owner": eve.pk, "review": ""})

    assert care(several["left"])[0] is None


def test_a_thousand_cost_no_more_questions(as_ben, team, ada, ben, django_assert_max_num_queries):
    made = [
        create_document(team, kind="guideline", path=f"guidelines/g{at}.md", source=f"# {at}\n", by=ada)
        for at in range(30)
    ]
    ids = ",".join(str(one.pk) for one in made)

    with django_assert_max_num_queries(10):
        as_ben.get(f"/platform/care/?family=guidelines&ids={ids}")
    with django_assert_max_num_queries(24):
        as_ben.post("/platform/care/", {"ids": ids, "family": "guidelines", "owner": ben.pk, "review": "6", "day": ""})
    assert care(made[-1])[0] == ben


def test_a_step_of_care_has_a_page_and_an_undo(as_ada, several, ada, ben):
    step = set_care([several["bens"], several["left"]], owner=ada, by=ada)

    page = as_ada.get(f"/platform/activity/{step.pk}/").text
    assert "Ben → Ada" in page
    assert "nobody → Ada" in page
    of_one = as_ada.get("/platform/agents/left/activity/")
    assert step in of_one.context["events"]
    assert step.pk in of_one.context["undoable"]

    answer = as_ada.post(f"/platform/activity/{step.pk}/undo/", follow=True)
    assert (care(several["bens"])[0], care(several["left"])[0]) == (ben, None)
    assert "Undone for 2 agents." in answer.text
    again = as_ada.get(f"/platform/activity/{step.pk}/")
    assert again.context["may_undo"] is False


def test_an_undo_of_one_says_what_it_did(as_ada, qa, ada, ben):
    step = set_care([qa], owner=ben, by=ada)

    answer = as_ada.post(f"/platform/activity/{step.pk}/undo/", follow=True)

    assert "Undone: owner and review of qa are as before." in answer.text
    assert care(qa)[0] is None


def test_a_step_whose_owner_left_cannot_be_taken_back(as_ada, qa, ada, ben):
    set_care([qa], owner=ben, by=ada)
    step = set_care([qa], owner=ada, by=ada)
    Membership.objects.filter(user=ben).delete()

    answer = as_ada.post(f"/platform/activity/{step.pk}/undo/")

    assert answer.status_code == 422
    assert "Ben cannot write in Platform team" in answer.text


def test_home_counts_who_has_no_owner_and_what_is_overdue(as_rita, several, carl, tone):
    response = as_rita.get("/platform/")

    assert (response.context["verdicts"]["unowned"], response.context["verdicts"]["overdue"]) == (2, 1)
    for address in (f"{LIBRARY}?owner=none", f"{LIBRARY}?review=overdue", "/platform/aging/"):
        assert f'href="{address}"' in response.text
    assert "2 of 4 agents have no owner 1 of 4 past their review date" in words(response)


def test_a_filtered_library_asks_few_questions(as_ada, several, carl, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        as_ada.get(f"{LIBRARY}?owner=me&review=overdue")
