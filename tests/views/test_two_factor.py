"""The second step of signing in: set up, asked for, taken away; reading about it changes nothing."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.urls import reverse

from agents import limits
from agents.models import Session
from tests.passkeys import add_passkey

PASSWORD = "a long enough sentence"
APP = "/account/two-factor/app/"
CODES = "/account/two-factor/codes/"
SIGN_IN = "/account/sign-in/"
STEP = "/account/sign-in/code/"


def code_of(secret: str, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def secret(ada):
    """Ada has an app, recovery codes and a password."""
    ada.set_password(PASSWORD)
    ada.save()
    made = generate_totp_secret()
    TOTP.activate(ada, made)
    RecoveryCodes.activate(ada)
    return made


@pytest.fixture
def halfway(client, ada, team, secret):
    """Ada has given her password, and is asked for more."""
    response = client.post(SIGN_IN, {"login": "ada", "password": PASSWORD})
    assert response["Location"] == STEP
    return client


@pytest.fixture
def guarded(client, ada, team, secret):
    """Ada is signed in, since long."""
    client.force_login(ada)
    return client


@pytest.fixture
def trusted(guarded, secret):
    """Ada has just shown a code."""
    guarded.post("/account/again/code/", {"code": code_of(secret)})
    return guarded


def codes(user) -> list[str]:
    return Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()


def is_signed_in(client) -> bool:
    return client.get("/settings/").status_code == 200


def test_an_app_is_set_up_and_its_codes_are_shown_once(as_ada, ada):
    page = as_ada.get(APP)
    secret = page.context["form"].secret

    response = as_ada.post(APP, {"code": code_of(secret)})
    shown = as_ada.get(response["Location"])

    assert response["Location"] == CODES
    assert all(code in shown.text.replace("</span><span>", "") for code in codes(ada))
    assert set(ada.authenticator_set.values_list("type", flat=True)) == {"totp", "recovery_codes"}


def test_whoever_has_no_password_is_not_asked_again_at_once(as_ada, ada):
    assert not ada.has_usable_password()

    response = as_ada.post(APP, {"code": code_of(as_ada.get(APP).context["form"].secret)}, follow=True)

    assert "Keep these recovery codes" in response.text


def test_blanks_in_a_code_do_not_matter(as_ada, ada):
    code = code_of(as_ada.get(APP).context["form"].secret)

    as_ada.post(APP, {"code": f" {code[:3]} {code[3:]} "})

    assert ada.authenticator_set.filter(type="totp").exists()


def test_a_wrong_code_turns_nothing_on_and_keeps_the_key(as_ada, ada):
    secret = as_ada.get(APP).context["form"].secret

    response = as_ada.post(APP, {"code": "000 00x"})

    assert response.status_code == 422
    assert "Enter the code the app shows now" in response.text
    assert "autofocus" in response.text
    assert "000 00x" not in response.text
    assert response.context["form"].secret == secret
    assert not ada.authenticator_set.exists()


def test_a_page_opened_again_shows_the_same_key(as_ada):
    assert as_ada.get(APP).context["form"].secret == as_ada.get(APP).context["form"].secret


def test_the_picture_obeys_the_policy_and_the_key_stands_beside_it(as_ada):
    page = as_ada.get(APP)
    secret = page.context["form"].secret

    assert 'src="data:image/svg+xml;base64,' in page.text
    assert "".join(f"<span>{secret[at : at + 4]}</span>" for at in range(0, len(secret), 4)) in page.text
    assert "style=" not in page.text


def test_a_password_alone_does_not_sign_in(halfway):
    assert not is_signed_in(halfway)


def test_a_code_of_the_app_signs_in(halfway, secret):
    halfway.post(STEP, {"code": code_of(secret)})

    assert is_signed_in(halfway)


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_clock_may_be_half_a_minute_off(halfway, secret, steps):
    halfway.post(STEP, {"code": code_of(secret, steps=steps)})

    assert is_signed_in(halfway)


def test_a_code_works_once(halfway, client, secret):
    code = code_of(secret, steps=1)
    halfway.post(STEP, {"code": code})
    halfway.logout()
    client.post(SIGN_IN, {"login": "ada", "password": PASSWORD})

    again = client.post(STEP, {"code": code})

    assert again.status_code == 422
    assert "used already" in again.text


def test_one_can_start_over_as_somebody_else(halfway):
    halfway.post("/account/sign-in/over/")

    assert halfway.get(STEP)["Location"] == SIGN_IN


def test_a_wrong_code_says_so_and_asks_again(halfway):
    response = halfway.post(STEP, {"code": "123"})

    assert response.status_code == 422
    assert "That code is not right" in response.text
    assert 'aria-invalid="true"' in response.text
    assert not is_signed_in(halfway)


def test_wrong_codes_are_limited(halfway, secret):
    for _ in range(limits.SIGN_IN_TRIES - 1):
        halfway.post(STEP, {"code": "123"})
    assert "That code is not right" in halfway.post(STEP, {"code": "123"}).text

    response = halfway.post(STEP, {"code": code_of(secret)})

    assert response.status_code == 422
    assert "Too many" in response.text
    assert not is_signed_in(halfway)


def test_a_recovery_code_signs_in_once_and_says_what_is_left(halfway, client, ada):
    code = codes(ada)[0]

    response = halfway.post(STEP, {"code": f"{code[:4]} {code[4:]}"}, follow=True)

    assert "That recovery code is used up now. 9 are left." in response.text
    assert code not in codes(ada)


def test_few_codes_left_are_warned_of(trusted, ada):
    row = Authenticator.objects.get(user=ada, type="recovery_codes")
    row.data["used_mask"] = 0b0011111111
    row.save()

    assert "Only 2 recovery codes are left" in trusted.get("/account/two-factor/").text
    assert "Make new ones" in trusted.get("/settings/").text


def test_codes_are_not_shown_again_later(trusted, ada):
    page = trusted.get(CODES)

    assert "cannot be shown again" in page.text
    assert not any(code in page.text.replace("</span><span>", "") for code in codes(ada))
    assert trusted.get(f"{CODES}file/").status_code == 404


def test_new_codes_replace_the_old_ones_and_come_as_a_file(trusted, ada):
    before = codes(ada)

    trusted.post(f"{CODES}new/")
    file = trusted.get(f"{CODES}file/")

    assert not set(before) & set(codes(ada))
    assert set(codes(ada)) <= set(file.content.decode().splitlines())
    assert file["Content-Disposition"].startswith("attachment")


def test_an_app_is_removed_with_its_codes(trusted, ada):
    assert "recovery codes stop working" in trusted.get(f"{APP}remove/").text
    assert ada.authenticator_set.exists()

    trusted.post(f"{APP}remove/")

    assert not ada.authenticator_set.exists()


PAGES = ("mfa_view_recovery_codes", "mfa_download_recovery_codes")  # only read
FORMS = ("mfa_activate_totp", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn")
OF_ONE = ("mfa_edit_webauthn", "mfa_remove_webauthn")
SENSITIVE = [("get", name) for name in (*PAGES, *FORMS, *OF_ONE)] + [("post", name) for name in (*FORMS, *OF_ONE)]


@pytest.fixture
def passkey(ada):
    return add_passkey(ada, "Laptop")


@pytest.mark.parametrize(("method", "name"), SENSITIVE)
def test_what_is_sensitive_asks_who_it_is_first(guarded, ada, passkey, method, name):
    if name == "mfa_activate_totp":
        ada.authenticator_set.filter(type="totp").delete()
    before = rows(ada)

    response = getattr(guarded, method)(reverse(name, kwargs={"pk": passkey.pk} if name in OF_ONE else {}))

    assert response.status_code == 302
    assert response["Location"].startswith("/account/again/")
    assert rows(ada) == before


def test_a_code_answers_who_it_is(guarded, secret):
    asked = guarded.get(f"{CODES}new/")
    page = guarded.get("/account/again/code/?next=/account/two-factor/codes/new/")
    response = guarded.post("/account/again/code/", {"code": code_of(secret), "next": "/account/two-factor/codes/new/"})

    assert asked.status_code == 302
    assert page.status_code == 200
    assert response["Location"] == f"{CODES}new/"
    assert guarded.get(f"{CODES}new/").status_code == 200


READ = [
    "/settings/",
    "/settings/sessions/",
    "/account/two-factor/",
    APP,
    f"{APP}remove/",
    CODES,
    f"{CODES}new/",
    f"{CODES}file/",
    "/account/two-factor/passkeys/",
    "/account/two-factor/passkeys/add/",
    "/account/two-factor/passkeys/{pk}/name/",
    "/account/two-factor/passkeys/{pk}/remove/",
    "/account/again/code/",
    "/account/again/passkey/",
    "/account/sign-in/passkey/",
]


@pytest.mark.parametrize("address", READ)
def test_reading_changes_no_row(trusted, ada, passkey, address):
    trusted.post(f"{CODES}new/")
    if address == APP:
        ada.authenticator_set.filter(type="totp").delete()
    before = rows(ada)

    assert trusted.get(address.format(pk=passkey.pk), follow=True).status_code == 200
    assert rows(ada) == before


def rows(user) -> list:
    """All that is kept about the person's account but the session, which remembers what it asked."""
    sessions = Session.objects.values_list("pk", "created_at", "address", "browser", "user")
    return [*Authenticator.objects.filter(user=user).order_by("pk").values_list(), *sessions.order_by("pk")]


def test_what_was_done_is_logged(as_ada, ada, caplog):
    secret = as_ada.get(APP).context["form"].secret
    with caplog.at_level("INFO", logger="agents.account"):
        as_ada.post(APP, {"code": code_of(secret)})

    said = [(record.getMessage(), record.user) for record in caplog.records if record.name == "agents.account"]
    assert said == [("two_factor.on", ada.pk), ("recovery_codes.made", ada.pk)]
    assert secret not in caplog.text
