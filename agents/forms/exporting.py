"""Which documents go out, and into which folder."""

from django import forms
from django.http import QueryDict

MOST = 20_000


class FolderForm(forms.Form):
    folder = forms.CharField(
        label="Folder on this server",
        max_length=1_000,
        help_text="The project that holds .claude, or will hold it.",
        widget=forms.TextInput(attrs={"placeholder": "/home/ada/shop", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": "Give the whole path of a folder on this server, as in /home/ada/shop."},
    )


def chosen_ids(*sent: QueryDict) -> list[int] | None:
    """Return the ids that were sent, as ``ids=1,2`` or ``selected=1&selected=2``; None when none were.

    None means everything.  Words that are no ids choose nothing, and never everything.
    """
    words = [
        word
        for values in sent
        for name in ("ids", "selected")
        for value in values.getlist(name)
        for word in value.split(",")
        if word
    ]
    if not words:
        return None
    return sorted({int(word) for word in words[:MOST] if word.isascii() and word.isdecimal() and len(word) < 16})
