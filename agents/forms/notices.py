"""How a person wants to be told of what."""

from collections.abc import Mapping

from django import forms

from agents.models import Notice, NoticeChoice

Way = NoticeChoice.Way
BY_MAIL = (Way.DIGEST, Way.MAIL)


class WaysForm(forms.Form):
    """One choice for each kind.

    A site that sends no mail offers no way by mail; what was chosen before stays, for when it does again.
    """

    def __init__(self, data=None, *, ways: Mapping[str, str], sends_mail: bool) -> None:
        super().__init__(data)
        self.kept = {} if sends_mail else {kind: way for kind, way in ways.items() if way in BY_MAIL}
        offered = [(way.value, way.label) for way in Way if sends_mail or way not in BY_MAIL]
        for kind in Notice.Kind:
            now = Way.INBOX if kind in self.kept else ways[kind]
            self.fields[kind] = forms.ChoiceField(label=kind.label, choices=offered, initial=now)

    def clean(self) -> dict[str, str]:
        found = super().clean()
        return {kind: self.kept.get(kind, way) if way == Way.INBOX else way for kind, way in found.items()}
