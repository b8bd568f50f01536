"""What a proposal is called, why it is made, and whether it joins one that is open."""

from collections.abc import Iterable

from django import forms

from agents import limits
from agents.models import Proposal
from agents.operations.proposing import new_once


class ProposeForm(forms.Form):
    """Asked beside whatever is proposed; its fields have names of their own among those that are carried along."""

    prefix = "proposal"
    title = forms.CharField(
        label="What it changes",
        max_length=200,
        required=False,
        error_messages={"required": "Say in a few words what it changes."},
    )
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=limits.COMMENT_BYTES,
        widget=forms.Textarea(attrs={"rows": 4, "data-box": ""}),
        help_text="What those who judge it should know. Markdown.",
    )
    into = forms.ChoiceField(label="Put it into", required=False)
    is_draft = forms.BooleanField(label="Keep it as a draft for now; nobody is asked to review it", required=False)
    once = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, opened: Iterable[Proposal] = (), title: str = "", **kwargs) -> None:
        super().__init__(*args, initial={"title": title[:200], "once": new_once()}, **kwargs)
        mine = [(str(one.number), str(one)) for one in opened]
        self.fields["into"].choices = [("", "A new proposal"), *mine]
        self.fields["title"].widget.attrs |= {"autofocus": True, "autocomplete": "off"}
        if mine:
            self.fields["title"].help_text = "Not needed when it joins a proposal that is open."
        else:
            del self.fields["into"]
            self.fields["title"].required = True

    def clean(self) -> dict:
        """Only a new proposal needs a title."""
        is_new = not self.cleaned_data.get("into") and "title" in self.cleaned_data
        if is_new and not self.cleaned_data["title"]:
            self.add_error("title", "Say in a few words what it changes.")
        return self.cleaned_data
