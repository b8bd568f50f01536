"""What changes how one signs in is told by mail, where mail is sent."""

import pytest

from tests.browser.codes import code_of
from tests.passkeys import add_passkey


@pytest.fixture
def mailed(forget_search, settings, ada, team):
    settings.MAIL_IS_CONFIGURED = True
    ada.email = "ada@example.org"
    ada.save()


def test_an_app_that_was_set_up_and_taken_away_is_told(mailed, as_ada, mailoutbox):
    secret = as_ada.get("/account/two-factor/app/").context["form"].secret
    as_ada.post("/account/two-factor/app/", {"code": code_of(secret)})
    as_ada.post("/account/two-factor/app/remove/")

    assert [mail.subject for mail in mailoutbox] == [
        "Two-factor is on for your account",
        "The authenticator app of your account was removed",
    ]
    assert all(mail.to == ["ada@example.org"] and "choose a new password" in mail.body for mail in mailoutbox)
    assert secret not in "".join(mail.body for mail in mailoutbox)


def test_new_codes_and_a_passkey_that_goes_are_told(mailed, client, ada, mailoutbox):
    client.force_login(ada)
    secret = client.get("/account/two-factor/app/").context["form"].secret
    client.post("/account/two-factor/app/", {"code": code_of(secret)})
    passkey = add_passkey(ada, "Laptop")
    client.post("/account/two-factor/codes/new/")
    client.post(f"/account/two-factor/passkeys/{passkey.pk}/remove/")

    assert {"Your account has new recovery codes", "A passkey of your account was removed"} <= {
        mail.subject for mail in mailoutbox
    }
