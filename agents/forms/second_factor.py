"""Codes and passkeys: allauth's forms, with our words and fields."""

import struct

from allauth.mfa import app_settings
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import get_totp_secret
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError

NAME_LENGTH = 60
NEW_APP = (
    "That code is not the one for this key. Enter the code the app shows now; "
    "when it stays wrong, check that the clock of the phone is right."
)
NOT_ADDED = "The passkey was not accepted: the page was open too long, or another one asked meanwhile. Try again."
NOT_KNOWN = "This passkey is not one of yours here: it may have been removed. Try another, or use a code."

MALFORMED = (ValueError, TypeError, LookupError, AttributeError, EOFError, AssertionError, RecursionError, struct.error)


class CodeInput(forms.TextInput):
    """A field for digits.  A code that was refused is not shown again: it does not become right."""

    def __init__(self):
        super().__init__(
            {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        )

    def format_value(self, value):
        return None


class CodeField(forms.CharField):
    """A code as it is typed: blanks and dashes inside do not matter to whoever compares it."""

    widget = CodeInput
    default_error_messages = {"required": "Enter a code."}

    def __init__(self, *, label: str):
        super().__init__(label=label, max_length=40)


class ActivateForm(ActivateTOTPForm):
    """The key of a new app stays the same until it is used: a page opened again asks for no second scan."""

    code = CodeField(label="Code the app shows")

    def __init__(self, *args, user, **kwargs):
        forms.Form.__init__(self, *args, **kwargs)
        self.user, self.secret = user, get_totp_secret()

    def clean_code(self) -> str:
        return _saying(NEW_APP, super().clean_code)


class WorksOnce:
    """An app's code works once, also while the clocks' tolerance lets it live longer than it is shown."""

    def clean_code(self) -> str:
        code = super().clean_code()
        digits = "".join(filter(str.isalnum, code))
        life = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not cache.add(f"code-used-{self.user.pk}-{digits}", True, timeout=life):
            raise ValidationError("That code was used already. Wait for the next one your app shows.")
        return code


class SecondStepForm(WorksOnce, AuthenticateForm):
    code = CodeField(label="Code")


class AgainForm(WorksOnce, ReauthenticateForm):
    code = CodeField(label="Code")


class CredentialField(forms.JSONField):
    """What the browser answered, as static/js/passkeys.js writes it."""

    widget = forms.HiddenInput
    default_error_messages = dict.fromkeys(("required", "invalid"), "The browser sent no passkey. Try again.")

    def to_python(self, value):
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class AddPasskeyForm(AddWebAuthnForm):
    passwordless = None
    name = forms.CharField(
        label="Name",
        required=False,
        max_length=NAME_LENGTH,
        help_text="So that you know it again, when you have several.",
    )

    credential = CredentialField()

    def clean(self) -> dict:
        return _read(NOT_ADDED, super().clean)


class NamePasskeyForm(EditWebAuthnForm):
    name = forms.CharField(label="Name", max_length=NAME_LENGTH, widget=forms.TextInput({"autofocus": True}))


class KnownPasskey:
    """A passkey that is refused says so in words that fit one."""

    def clean_credential(self) -> Authenticator:
        return _read(NOT_KNOWN, super().clean_credential)


class PasskeySecondStepForm(KnownPasskey, AuthenticateWebAuthnForm):
    credential = CredentialField()


class PasskeySignInForm(KnownPasskey, LoginWebAuthnForm):
    credential = CredentialField()


class PasskeyAgainForm(KnownPasskey, ReauthenticateWebAuthnForm):
    credential = CredentialField()


def _read(sentence: str, clean):
    """Like ``_saying``, also for what no browser sends: the library beneath stumbles over it in many ways."""
    try:
        return _saying(sentence, clean)
    except MALFORMED as error:
        raise ValidationError(sentence, code="malformed") from error


def _saying(sentence: str, clean):
    """Do what ``clean`` does; where it finds the code incorrect, say ``sentence``."""
    try:
        return clean()
    except ValidationError as error:
        if error.code != "incorrect_code":
            raise
        raise ValidationError(sentence, code=error.code) from error
