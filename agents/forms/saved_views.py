"""The forms that name what a library shows."""

from django import forms
from django.http import QueryDict

from agents.models import SavedView

NAME = SavedView._meta.get_field("name").max_length


class RenameViewForm(forms.Form):
    name = forms.CharField(
        label="Name",
        max_length=NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
    )

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not name.isprintable():
            raise forms.ValidationError("The name holds a character that cannot be seen. Type it anew.")
        return name


class SaveViewForm(RenameViewForm):
    """``query`` is the library's query string; a reader cannot share."""

    is_shared = forms.BooleanField(
        label="For the whole team", required=False, help_text="Without it the view is yours alone."
    )
    family = forms.ChoiceField(
        choices=[("agents", "Agents"), ("guidelines", "Guidelines"), ("proposals", "Proposals")],
        widget=forms.HiddenInput,
    )
    query = forms.CharField(max_length=4000, required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, *args, may_share: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]

    def clean(self) -> dict:
        self.cleaned_data.setdefault("is_shared", False)
        return self.cleaned_data

    @property
    def asked(self) -> QueryDict:
        """The query string as what it says."""
        return QueryDict(self.cleaned_data["query"].removeprefix("?"))
