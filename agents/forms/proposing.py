"""What a proposal is called, why it is made, and whether it joins one that is open."""

from collections.abc import Iterable

from django import forms

from agents import limits
from agents.definition.invisible import spelled_out
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
    into = forms.ChoiceField(
        label="Put it into",
        required=False,
        error_messages={
            "invalid_choice": "That proposal is not open any more, or not yours to change. Choose another."
        },
    )
    is_draft = forms.BooleanField(label="Keep it as a draft for now; nobody is asked to review it", required=False)
    once = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args,
        mine: Iterable[Proposal] = (),
        others: Iterable[Proposal] = (),
        title: str,
        into: str = "",
        **kwargs,
    ) -> None:
        super().__init__(*args, initial={"title": title[:200], "once": new_once(), "into": into}, **kwargs)
        groups = [("Yours", [_choice(one) for one in mine]), ("Of others", [_choice(one) for one in others])]
        groups = [(label, found) for label, found in groups if found]
        self.fields["into"].choices = [("", "A new proposal"), *groups]
        self.fields["title"].widget.attrs |= {"autofocus": True, "autocomplete": "off"}
        if any(label == "Of others" for label, _ in groups):
            self.fields["into"].help_text = "Nobody approves a proposal they wrote part of."
        if groups or self.data.get(self.add_prefix("into")):
            self.fields["title"].help_text = "Not needed when it joins a proposal that is open."
        else:
            del self.fields["into"]
            self.fields["title"].required = True

    def clean_reason(self) -> str:
        """The words with the line ends they were typed with."""
        return self.cleaned_data["reason"].replace("\r\n", "\n")

    def clean(self) -> dict:
        """Only a new proposal needs a title."""
        is_new = not self.cleaned_data.get("into") and "title" in self.cleaned_data
        if is_new and not self.cleaned_data["title"]:
            self.add_error("title", "Say in a few words what it changes.")
        return self.cleaned_data


def _choice(proposal: Proposal) -> tuple[str, str]:
    is_draft = proposal.state == Proposal.State.DRAFT
    return str(proposal.number), spelled_out(f"{proposal} (draft)" if is_draft else str(proposal))
