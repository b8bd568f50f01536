"""What an owner says of the people of a team: whom to invite, and what they may do."""

from django import forms

from agents.models import Membership, Role

DOES = {
    Role.READER: "reads everything and takes it along",
    Role.AUTHOR: "writes agents and guidelines",
    Role.REVIEWER: "also approves, merges and archives",
    Role.OWNER: "also invites people and sets the rules",
}


def roles(up_to: int) -> list[tuple[int, str]]:
    """The roles somebody with the role ``up_to`` may give."""
    return [(role.value, role.label) for role in Role if role <= up_to]


class InviteForm(forms.Form):
    role = forms.TypedChoiceField(label="Role", coerce=int, widget=forms.RadioSelect)
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, by: Membership, sends_mail: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        choices = [(role, f"{label}: {DOES[Role(role)]}") for role, label in roles(by.role)]
        self.fields["role"].choices = choices
        self.fields["role"].initial = Role.AUTHOR.value
        self.fields["email"].help_text = (
            "The link is mailed there; you see it here too."
            if sends_mail
            else "Only a note for you: this site sends no mail, so hand the link over yourself."
        )


class MemberForm(forms.Form):
    role = forms.TypedChoiceField(label="Role", coerce=int)
    is_security_reviewer = forms.BooleanField(label="Security reviewer", required=False)

    def __init__(self, *args, up_to: int, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles(up_to)
