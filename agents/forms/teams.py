"""What owners say of their teams: a name, the rules, who looks after what."""

from collections.abc import Iterable

from django import forms

from agents.definition.titles import LONGEST, UnfitTitle, check_title
from agents.models import Membership, Role, Team

SAVERS = [
    (Role.AUTHOR.value, "Authors, reviewers and owners"),
    (Role.REVIEWER.value, "Reviewers and owners"),
    (Role.OWNER.value, "Owners only"),
]
TYPED = {"autocomplete": "off", "spellcheck": "false"}


class TitleField(forms.CharField):
    """A name that is one line anybody can read."""

    def __init__(self, **kwargs) -> None:
        super().__init__(max_length=LONGEST, strip=False, **kwargs)
        self.error_messages["required"] = "Give it a name."

    def clean(self, value: str) -> str:
        text = super().clean(value)
        try:
            return check_title(text) if text.strip() or self.required else ""
        except UnfitTitle as error:
            raise forms.ValidationError(str(error)) from error


class TeamForm(forms.Form):
    """A new team."""

    name = TitleField(label="Name", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    address = forms.CharField(
        label="Address",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs=TYPED),
        help_text="The first word of all its addresses, as in data-team. Left empty, it is made from the name.",
    )


class RulesForm(forms.Form):
    """The name of a team, and who may save."""

    name = TitleField(label="Name", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    direct_save = forms.TypedChoiceField(
        label="Who may save",
        coerce=int,
        choices=SAVERS,
        widget=forms.RadioSelect,
        help_text="Whoever is below proposes changes instead; others approve and merge them.",
    )
    approvals = forms.TypedChoiceField(
        label="Approvals of a proposal",
        coerce=int,
        choices=[(0, "None"), *((number, str(number)) for number in range(1, Team.MOST_APPROVALS + 1))],
    )
    security_reviewer = forms.BooleanField(
        label="A security reviewer approves when an agent’s powers widen", required=False
    )


class OwnedPathForm(forms.Form):
    pattern = forms.CharField(
        label="Path",
        max_length=300,
        widget=forms.TextInput(attrs=TYPED | {"placeholder": "agents/web/**"}),
        help_text="A file, or a pattern: * is anything in a folder, ** any folders.",
    )
    membership = forms.TypedChoiceField(label="Person", coerce=int, empty_value=None)

    def __init__(self, *args, members: Iterable[Membership], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.members = {one.pk: one for one in members if one.role >= Role.AUTHOR and one.user.is_active}
        self.fields["membership"].choices = [(pk, one.user.shown_name) for pk, one in self.members.items()]

    def clean_membership(self) -> Membership:
        return self.members[self.cleaned_data["membership"]]


class RemoveTeamForm(forms.Form):
    name = forms.CharField(label="The team’s name", max_length=200, widget=forms.TextInput(attrs=TYPED))

    def __init__(self, *args, team: Team, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.team = team

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if name.strip() != self.team.name:
            raise forms.ValidationError("This is not its name. Type it exactly as it stands above.")
        return name
