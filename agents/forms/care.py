"""What a person says about who looks after documents and when they are read again."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils import timezone

from agents.models import Document, User
from agents.operations.care import KEPT, Kept

MONTHS = (1, 3, 6, 12)
USUAL = 6
TIMES = [(str(months), "1 month" if months == 1 else f"{months} months") for months in MONTHS]
OVER = "This day is over. Choose today or a later one."


def later(day: date, months: int) -> date:
    """The same day some months later; where a month is shorter, its last.

    >>> later(date(2027, 8, 31), 6)
    datetime.date(2028, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class OwnerField(forms.ModelChoiceField):
    """One of the people who may own a document; who left the team is marked."""

    def label_from_instance(self, person: User) -> str:
        if person.is_here:
            return person.shown_name
        return f"{person.shown_name} ({'no longer in the team' if person.is_active else 'deactivated'})"


class DayField(forms.DateField):
    """A day that is not over."""

    def __init__(self, **options) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "inp"})
        told = {"invalid": "Write the day as in 2027-03-31."}
        super().__init__(required=False, input_formats=["%Y-%m-%d"], widget=widget, error_messages=told, **options)


class CareForm(forms.Form):
    """Asks for the owner of a document and the day by which it is to be reviewed."""

    owner = OwnerField(
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody",
        error_messages={"invalid_choice": "Choose somebody from the list."},
        widget=forms.Select(attrs={"class": "inp", "autofocus": True}),
    )
    review_by = DayField(label="Review by", help_text="By when somebody reads it again. Empty for no date.")

    def __init__(self, *args, document: Document, owners, **options) -> None:
        self.document = document
        now = {"owner": document.owner_id, "review_by": document.review_by}
        super().__init__(*args, initial=now, **options)
        self.fields["owner"].queryset = owners

    def clean_review_by(self) -> date | None:
        """A day that was over before may stay."""
        day = self.cleaned_data["review_by"]
        if day and day < timezone.localdate() and day != self.document.review_by:
            raise forms.ValidationError(OVER)
        return day


class ManyForm(forms.Form):
    """Asks the same for many documents; what is left as it is is KEPT in ``cleaned_data``."""

    owner = forms.ChoiceField(required=False, error_messages={"invalid_choice": "Choose somebody from the list."})
    review = forms.ChoiceField(
        label="Review by",
        required=False,
        choices=[
            ("", "Leave it as it is"),
            *((value, f"In {label}") for value, label in TIMES),
            ("day", "On a day:"),
            ("none", "No date"),
        ],
    )
    day = DayField(label="Day")

    def __init__(self, *args, people: Iterable[tuple[str, str]], **options) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].choices = [("", "Leave it as it is"), ("none", "Nobody"), *people]
        for name in ("owner", "review"):
            self.fields[name].widget.attrs["class"] = "inp"

    def clean(self) -> dict:
        review, day = self.cleaned_data.get("review"), self.cleaned_data.get("day")
        if review == "day" and "day" not in self.errors:
            if day is None:
                self.add_error("day", "Choose the day.")
            elif day < timezone.localdate():
                self.add_error("day", OVER)
        if not self.errors and not self.cleaned_data["owner"] and not review:
            self.add_error(None, "Nothing was chosen. Choose an owner or a date.")
        return self.cleaned_data

    @property
    def owner_id(self) -> int | Kept | None:
        """The id of the chosen owner, None for nobody, or KEPT."""
        owner = self.cleaned_data["owner"]
        return KEPT if not owner else None if owner == "none" else int(owner)

    @property
    def review_by(self) -> date | Kept | None:
        """The chosen day, None for no date, or KEPT."""
        review = self.cleaned_data["review"]
        if review.isdecimal():
            return later(timezone.localdate(), int(review))
        return {"": KEPT, "none": None, "day": self.cleaned_data["day"]}[review]


class ReviewedForm(forms.Form):
    """Asks in how many months a document is to be reviewed again."""

    months = forms.TypedChoiceField(choices=TIMES, coerce=int)

    sentence = "Choose 1, 3, 6 or 12 months."

    @property
    def next(self) -> date:
        return later(timezone.localdate(), self.cleaned_data["months"])
