"""What the editor posts beside the definition's fields: the text, what it was made from, and why."""

from django import forms

from agents import limits


class EditorForm(forms.Form):
    """``source`` is never stripped: every character of it is the author's."""

    base = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    source = forms.CharField(strip=False, required=False, widget=forms.Textarea)
    message = forms.CharField(required=False, max_length=limits.MESSAGE_BYTES)
