"""What people post about a proposal: comments on a place, verdicts, a title with its reason."""

import re
from dataclasses import dataclass

from django import forms
from django.http import QueryDict

from agents.definition.anchors import Lines
from agents.models import Proposal, Review

_ON = re.compile(r"([LR])(\d{1,7})(?:-[LR]?(\d{1,7}))?")


@dataclass(frozen=True)
class Place:
    """What a comment is about: lines of one side (L or R), a field, a file, or with no ``change`` the whole.

    ``iteration`` is the one whose lines were looked at, 0 where that was not said.
    """

    change: int | None = None
    side: str = ""
    lines: Lines | None = None
    field: str = ""
    since: int = 0
    iteration: int = 0

    @property
    def on(self) -> str:
        """The place as it stands in an address: R5, or R5-R8."""
        if self.lines is None:
            return ""
        end = f"-{self.side}{self.lines.last}" if self.lines.last > self.lines.first else ""
        return f"{self.side}{self.lines.first}{end}"


def place(asked: QueryDict) -> Place:
    """Read the place from an address or a form; what cannot be read is left out.

    Two numbers, ``first`` and ``last``, stand above ``on``.
    """
    change = _number(asked.get("change", ""))
    since, iteration = (_number(asked.get(name, "")) or 0 for name in ("since", "iteration"))
    found = _ON.fullmatch(asked.get("on", ""))
    side = found[1] if found else "L" if asked.get("side") == "L" else "R"
    numbers = [_number(asked.get("first", "")), _number(asked.get("last", ""))]
    if found and not any(numbers):
        numbers = [int(found[2]), int(found[3] or found[2])]
    known = sorted(number for number in numbers if number)
    lines = Lines(known[0], known[-1]) if known and change else None
    field = asked.get("field", "")[:64] if not lines else ""
    return Place(change, side if lines else "", lines, field, since, iteration)


def _number(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 16 else None


class WordsForm(forms.Form):
    """The words of a comment or an answer; with a suggestion they may be missing."""

    words = forms.CharField(label="Comment", required=False, widget=forms.Textarea)


class VerdictForm(forms.Form):
    """``seen`` is the id of the person's last finished review: a second post of the form finds it grown."""

    words = forms.CharField(label="Summary", required=False, widget=forms.Textarea)
    verdict = forms.ChoiceField(choices=Review.Verdict, initial=Review.Verdict.COMMENT, widget=forms.RadioSelect)
    iteration = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """What was changed in a proposed text, in a line."""

    note = forms.CharField(
        label="What changed",
        required=False,
        max_length=200,
        help_text="Stands in the conversation, beside the iteration.",
    )


class TitleForm(forms.Form):
    title = forms.CharField(label="Title", max_length=Proposal._meta.get_field("title").max_length)
    reason = forms.CharField(
        label="Reason",
        required=False,
        widget=forms.Textarea(attrs={"data-box": ""}),
        help_text="Why, and what a reviewer should look at. Markdown.",
    )
