"""Signing in and one's own password and address: allauth's forms, in our words."""

from allauth.account import forms as allauth
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.forms import ValidationError

from agents.operations import people
from agents.queries.accounts import is_address_taken

FIRST = "password1"
AGAIN = "password2"


def _plain(form, **labels: str) -> None:
    """Give the fields their labels; nothing stands in a field that is not typed by the person."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)
        field.help_text = ""
    if FIRST in form.fields:
        form.fields[FIRST].help_text = " ".join(password_validators_help_texts())


def _focus(form, name: str) -> None:
    form.fields[name].widget.attrs["autofocus"] = True


class SignInForm(allauth.LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, login="Username or e-mail", password="Password")  # noqa: S106
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        self.fields["login"].max_length = 254
        _focus(self, "password" if self.data.get("login") else "login")


class ConfirmForm(allauth.ReauthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, password="Password")  # noqa: S106
        _focus(self, "password")


class _TwiceTyped:
    """A new password, typed twice; what differs is said at the second."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _plain(
            self,
            oldpassword="Current password",
            password1="New password",
            password2="New password again",
        )

    def add_error(self, field, error) -> None:
        if field == AGAIN and self.cleaned_data.get(FIRST):
            error = "This is not the same as above. Type the password once more."
        super().add_error(field, error)


class ChangePasswordForm(_TwiceTyped, allauth.ChangePasswordForm):
    pass


class FirstPasswordForm(_TwiceTyped, allauth.SetPasswordForm):
    pass


class ResetKeyForm(_TwiceTyped, allauth.ResetPasswordKeyForm):
    pass


class ResetForm(allauth.ResetPasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, email="E-mail")
        _focus(self, "email")


class AddressForm(allauth.AddEmailForm):
    """One's e-mail address.  With mail, it counts when the link in the mail was opened; without, at once."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, email="New address")

    def clean_email(self) -> str:
        email = super().clean_email()
        if not settings.MAIL_IS_CONFIGURED and is_address_taken(email, by_others_than=self.user):
            raise ValidationError("Somebody else here uses this address. Use another one.")
        return email

    def save(self, request):
        if settings.MAIL_IS_CONFIGURED:
            return super().save(request)
        return people.change_address(self.user, email=self.cleaned_data["email"])
