"""What people choose for themselves."""

from django import forms

from agents.models import User


class ProfileForm(forms.ModelForm):
    display_name = forms.CharField(
        label="Your name", max_length=80, required=False, help_text="Colleagues see it beside what you write."
    )

    class Meta:
        model = User
        fields = ["display_name"]


class AppearanceForm(forms.ModelForm):
    """Every field may be left out: the theme switch of the sidebar sends only the theme."""

    class Meta:
        model = User
        fields = ["theme", "density", "shortcuts"]
        widgets = {"theme": forms.RadioSelect, "density": forms.RadioSelect}
        labels = {"shortcuts": "Keyboard shortcuts of one letter"}
        help_texts = {
            "shortcuts": "Press ? on any page to see them. Search with Ctrl K, and saving with Ctrl S, work either way."
        }
