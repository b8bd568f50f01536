"""Where one is signed in: seen in words, and ended from any browser."""

import pytest
from django.test import Client

from agents.models import Session

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1"
PAGE = "/settings/sessions/"


def signed_in(user, browser: str) -> Client:
    client = Client(HTTP_USER_AGENT=browser)
    client.force_login(user)
    user.sessions.filter(pk=client.session.session_key).update(browser=browser, address="192.0.2.7")
    return client


@pytest.fixture
def laptop(ada, team):
    return signed_in(ada, FIREFOX)


@pytest.fixture
def phone(ada, team):
    return signed_in(ada, SAFARI)


def is_in(client) -> bool:
    return client.get("/settings/").status_code == 200


def end_of(client) -> str:
    return f"{PAGE}{Session.objects.get(pk=client.session.session_key).handle}/end/"


def test_this_browser_comes_first_then_the_others(phone, laptop):
    page = laptop.get(PAGE)

    assert page.text.index("Firefox on Linux") < page.text.index("this browser") < page.text.index("Safari on iPhone")
    assert "192.0.2.7" in page.text
    assert [session.pk for session in page.context["sessions"]] == [
        laptop.session.session_key,
        phone.session.session_key,
    ]


def test_the_settings_say_it_in_two_lines(phone, laptop):
    text = laptop.get("/settings/").text

    assert "Firefox on Linux" in text
    assert "1 other browser" in text
    assert "Safari on iPhone" in text


def test_no_page_tells_the_key_of_a_session(phone, laptop):
    for address in (PAGE, "/settings/"):
        text = laptop.get(address).text
        assert phone.session.session_key not in text
        assert laptop.session.session_key not in text


def test_one_that_is_ended_is_out_on_its_next_request(phone, laptop):
    assert is_in(phone)

    response = laptop.post(end_of(phone), follow=True)

    assert "Safari on iPhone is signed out." in response.text
    assert not is_in(phone)
    assert is_in(laptop)


def test_all_others_are_ended_at_once(phone, laptop, ada):
    third = signed_in(ada, "")

    response = laptop.post(f"{PAGE}end/", follow=True)

    assert "2 other browsers are signed out." in response.text
    assert (is_in(phone), is_in(third), is_in(laptop)) == (False, False, True)


def test_ending_all_others_when_there_are_none_says_so(laptop):
    assert "You were signed in nowhere else." in laptop.post(f"{PAGE}end/", follow=True).text
    assert is_in(laptop)


def test_this_browser_is_left_by_signing_out(laptop):
    response = laptop.post(end_of(laptop), follow=True)

    assert "To leave it, sign out." in response.text
    assert is_in(laptop)


def test_nobody_ends_what_is_somebody_else_s(laptop, ben):
    other = signed_in(ben, SAFARI)

    assert laptop.post(end_of(other)).status_code == 404
    assert laptop.post(f"{PAGE}{other.session.session_key}/end/").status_code == 404
    laptop.post(f"{PAGE}end/")
    assert is_in(other)


def test_one_that_ended_by_itself_is_not_listed(phone, laptop):
    from django.utils import timezone

    Session.objects.filter(pk=phone.session.session_key).update(expire_date=timezone.now())

    assert "iPhone" not in laptop.get(PAGE).text


@pytest.mark.parametrize("address", [f"{PAGE}end/", f"{PAGE}abc/end/"])
def test_a_link_ends_nothing(phone, laptop, address):
    assert laptop.get(address).status_code == 405
    assert is_in(phone)


def test_whoever_is_signed_out_sees_nothing(client, db):
    assert client.get(PAGE).status_code == 302


def test_many_sessions_ask_no_more_of_the_database(laptop, ada, django_assert_max_num_queries):
    for _ in range(20):
        signed_in(ada, SAFARI)

    with django_assert_max_num_queries(8):
        laptop.get(PAGE)
    with django_assert_max_num_queries(10):
        laptop.get("/settings/")


def test_ending_is_logged(phone, laptop, ada, caplog):
    with caplog.at_level("INFO", logger="agents.account"):
        laptop.post(end_of(phone))
        laptop.post(f"{PAGE}end/")

    said = [(record.getMessage(), record.user) for record in caplog.records if record.name == "agents.account"]
    assert said == [("session.ended", ada.pk), ("sessions.ended", ada.pk)]
