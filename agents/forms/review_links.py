"""What an owner says of a new link to a proposal: for whom, for what, and for how long."""

from django import forms

from agents.operations.review_links import DAYS

MAY = (("", "Read"), ("comment", "Read and comment"))


class LinkForm(forms.Form):
    """Its cleaned data is what ``review_links.make_link`` takes, and the address to mail it to, or ""."""

    label = forms.CharField(
        label="For whom",
        max_length=80,
        required=False,
        help_text="To tell links apart. Owners of your team see it, who has the link does not.",
    )
    may_comment = forms.TypedChoiceField(
        label="Who has it may",
        choices=MAY,
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    days = forms.TypedChoiceField(
        label="Works for",
        coerce=int,
        choices=[(days, "1 day" if days == 1 else f"{days} days") for days in DAYS],
        initial=7,
    )
    email = forms.EmailField(
        label="Mail it to",
        max_length=254,
        required=False,
        help_text="The link goes there too. Left empty, hand it over yourself.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, sends_mail: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not sends_mail:
            del self.fields["email"]

    def clean(self) -> dict:
        """A link that is mailed is told apart by the address, where nothing else is said."""
        said = {"email": "", **self.cleaned_data}
        return said | {"label": said.get("label") or said["email"][:80]}
