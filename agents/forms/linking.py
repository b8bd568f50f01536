"""What a person writes of two agents that work together."""

from django import forms

LONGEST = 4_000


class NoteForm(forms.Form):
    """Asks how two agents work together, a line for each point."""

    note = forms.CharField(
        label="How they work together",
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "true", "autofocus": True}),
        help_text="A line for each point, as in “- Ask for a branch before you start”.",
    )

    def clean_note(self) -> str:
        """The words with plain line ends and no empty lines around them."""
        return self.cleaned_data["note"].replace("\r\n", "\n").replace("\r", "\n").strip("\n")
