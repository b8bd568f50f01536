"""Who is signed in: found with the session, and doubted whenever anything about it has changed."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from agents.models import Session, User

pytestmark = pytest.mark.django_db
PAGE = "/settings/"


def is_signed_in(client) -> bool:
    return client.get(PAGE).status_code == 200


def test_a_session_and_its_person_are_one_query(as_ada, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert as_ada.get("/healthz").wsgi_request.user.is_authenticated


def test_a_session_belongs_to_its_person(as_ada, ada):
    assert Session.objects.get().user == ada


def test_a_new_password_ends_the_session(as_ada, ada):
    assert is_signed_in(as_ada)

    ada.set_password("another one, longer")
    ada.save()

    assert not is_signed_in(as_ada)


def test_someone_who_may_no_longer_come_in_is_out_at_once(as_ada, ada):
    User.objects.update(is_active=False)

    assert not is_signed_in(as_ada)


def test_a_session_that_names_somebody_else_is_not_the_row_s_person(as_ada, ada, ben):
    session = as_ada.session
    session[SESSION_KEY] = str(ben.pk)
    session.save()
    Session.objects.update(user=ada)

    assert not is_signed_in(as_ada)


def test_a_session_that_is_gone_signs_out(as_ada):
    User.objects.get(username="ada").sessions.all().delete()

    assert not Session.objects.exists()
    assert not is_signed_in(as_ada)


def test_signing_out_forgets_the_session(as_ada):
    as_ada.post("/sign-out/")

    assert not is_signed_in(as_ada)
    assert not Session.objects.filter(user__isnull=False).exists()


def ago(**span):
    return timezone.now() - timedelta(**span)


def test_a_session_says_from_where_it_came(client, ada, team):
    from agents.operations.people import issue_link

    client.post("/welcome/", {"key": issue_link(ada)}, headers={"User-Agent": "Firefox " * 40}, REMOTE_ADDR="192.0.2.7")
    client.get(PAGE, headers={"User-Agent": "another"}, REMOTE_ADDR="192.0.2.8")

    session = Session.objects.get(user=ada)
    assert session.address == "192.0.2.7"
    assert session.browser == ("Firefox " * 40)[:200]
    assert session.created_at > ago(minutes=1)


def test_an_address_that_is_none_is_left_out(client, ada):
    from agents.operations.people import issue_link

    client.post("/welcome/", {"key": issue_link(ada)}, REMOTE_ADDR="unix:")

    assert Session.objects.get(user=ada).address is None


@pytest.mark.parametrize(
    ("seen", "signed_in"), [({"hours": 11, "minutes": 59}, True), ({"hours": 12, "seconds": 1}, False)]
)
def test_who_does_nothing_for_twelve_hours_is_signed_out(as_ada, seen, signed_in):
    Session.objects.update(last_seen=ago(**seen), expire_date=ago(**seen) + timedelta(hours=12))

    assert is_signed_in(as_ada) is signed_in


def test_after_fourteen_days_everybody_signs_in_again(as_ada):
    Session.objects.update(created_at=ago(days=13, hours=23), last_seen=ago(minutes=6))
    assert is_signed_in(as_ada)

    assert Session.objects.get().expire_date < timezone.now() + timedelta(hours=1, minutes=1)


def test_writing_to_a_session_does_not_prolong_it_beyond_its_days(as_ada):
    Session.objects.update(created_at=ago(days=13, hours=23), browser="Firefox")

    session = as_ada.session
    session["something"] = "new"
    session.save()

    session = Session.objects.get()
    assert session.expire_date < timezone.now() + timedelta(hours=1, minutes=1)
    assert session.browser == "Firefox"


def test_a_visit_is_noted_after_some_minutes_and_moves_the_end_on(as_ada):
    Session.objects.update(last_seen=ago(minutes=6), expire_date=timezone.now() + timedelta(hours=1))

    as_ada.get(PAGE)

    session = Session.objects.get()
    assert session.last_seen > ago(minutes=1)
    assert session.expire_date > timezone.now() + timedelta(hours=11, minutes=59)


def test_a_visit_soon_after_another_writes_nothing(as_ada, django_assert_num_queries):
    seen = Session.objects.get().last_seen

    with django_assert_num_queries(1):
        as_ada.get("/welcome/demo/")  # not allowed: nothing but the session is asked

    assert Session.objects.get().last_seen == seen


def test_a_page_that_asks_by_itself_is_no_visit(as_ada, qa):
    Session.objects.update(last_seen=ago(minutes=30))

    assert as_ada.post("/platform/agents/qa/beside/", {"sheet": "a"}).status_code < 500

    assert Session.objects.get().last_seen < ago(minutes=29)
