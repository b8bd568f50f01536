"""What somebody new says of themselves when they accept an invitation."""

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password

from agents.forms.teams import TitleField
from agents.models import Invitation, User
from agents.operations.errors import OperationError
from agents.operations.joining import check_username


class JoinForm(forms.Form):
    username = forms.CharField(
        label="Username",
        max_length=150,
        error_messages={"required": "Choose a username."},
        help_text="You sign in with it.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    display_name = TitleField(
        label="Your name",
        required=False,
        help_text="Colleagues see it beside what you write.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        required=False,
        help_text="You can sign in with it too.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label="Password",
        max_length=4096,
        error_messages={"required": "Choose a password."},
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, invitation: Invitation, **kwargs) -> None:
        super().__init__(*args, initial={"email": invitation.email}, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_username(self) -> str:
        try:
            return check_username(self.cleaned_data["username"])
        except OperationError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict:
        said = self.cleaned_data
        if "password" in said:
            names = {name: said.get(name, "") for name in ("username", "display_name", "email")}
            try:
                validate_password(said["password"], User(**names))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return said
