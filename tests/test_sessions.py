"""Who is signed in: found with the session, and doubted whenever anything about it has changed."""

import pytest
from django.contrib.auth import SESSION_KEY

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
