"""A link to a proposal, and what somebody says who came by one."""

from django import forms

from agents import limits
from agents.operations.review_links import DAYS

MAY = (("", "Read"), ("comment", "Read and comment"))


class LinkForm(forms.Form):
    label = forms.CharField(
        label="For whom",
        max_length=80,
        required=False,
        help_text="To tell links apart. Your team sees it, who has the link does not.",
    )
    may = forms.ChoiceField(label="Who has it may", choices=MAY, required=False, widget=forms.RadioSelect, initial="")
    days = forms.TypedChoiceField(
        label="Works for",
        coerce=int,
        choices=[(days, "1 day" if days == 1 else f"{days} days") for days in DAYS],
        initial=7,
    )


class GuestForm(forms.Form):
    """``paths`` are pairs of a change's id and its path; ``threads`` the ids of comments one can answer."""

    name = forms.CharField(label="Your name", max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    about = forms.ChoiceField(label="About", required=False)
    words = forms.CharField(
        label="Comment",
        max_length=limits.GUEST_COMMENT_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Markdown. Everybody who sees the proposal can read it.",
    )
    replies_to = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, widget=forms.HiddenInput)
    once = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, paths, threads, **kwargs) -> None:
        super().__init__(data, **kwargs)
        self.fields["about"].choices = [("", "The whole proposal"), *((str(pk), path) for pk, path in paths)]
        self.fields["replies_to"].choices = [("", ""), *((pk, str(pk)) for pk in threads)]
