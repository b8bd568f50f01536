"""What a new agent or guideline needs: a name that becomes the file's, and a text."""

import re
import unicodedata

from django import forms

from agents import limits
from agents.definition import paths
from agents.definition.client import read
from agents.definition.fields import FieldError, set_field
from agents.definition.newlines import restore
from agents.definition.schema import field
from agents.definition.source import split
from agents.forms import picker
from agents.forms.written import EVERY_TOOL, meant, plain_newlines

UNFIT = re.compile(r"[^a-z0-9]+")


class NewForm(forms.Form):
    """Common to every way to begin.  ``text`` of a valid form is the whole source."""

    name = forms.CharField(
        label="Name",
        max_length=limits.NAME_LENGTH,
        strip=False,
        help_text="Small letters, digits and hyphens. It becomes the file’s name.",
        widget=forms.TextInput(
            attrs={"class": "inp mono", "spellcheck": "false", "autocapitalize": "off", "placeholder": "code-reviewer"}
        ),
    )
    folder = forms.ChoiceField(label="Folder", required=False, widget=forms.Select(attrs={"class": "inp"}))

    def __init__(self, *args, kind: str, folders: list[str] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        chosen = [name for name in folders if name and name != "/"]
        self.fields["folder"].choices = [("", f"{kind}s/"), *((name, f"{kind}s/{name}/") for name in chosen)]
        if not chosen:
            del self.fields["folder"]
        if kind == "guideline":
            self.fields["name"].widget.attrs["placeholder"] = "tone-of-voice"

    def clean_name(self) -> str:
        try:
            return paths.check_new_name(self.cleaned_data["name"])
        except paths.UnsafePath as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors:
            try:
                cleaned["text"] = self.compose(cleaned)
            except FieldError as error:
                self.add_error(None, str(error))
        return cleaned

    @property
    def path(self) -> str:
        folder = self.cleaned_data.get("folder", "")
        return "/".join(filter(None, [f"{self.kind}s", folder, f"{self.cleaned_data['name']}.md"]))


class BlankForm(NewForm):
    """From nothing: name, description, tools, text."""

    description = forms.CharField(
        label="Description",
        help_text="When to hand work to this agent. Claude reads it to decide, so begin with the occasion.",
        widget=forms.Textarea(attrs={"class": "inp", "rows": 3, "placeholder": "Use after every change to review it."}),
    )
    body = forms.CharField(
        label="Instructions",
        strip=False,
        required=False,
        help_text="What the agent is told, as Markdown. You can go on writing it in the editor.",
        widget=forms.Textarea(attrs={"class": "inp mono", "rows": 10, "spellcheck": "false"}),
    )

    def compose(self, cleaned: dict) -> str:
        source = split("\n" + _ending_in_newline(plain_newlines(cleaned["body"]).lstrip("\n")))
        source = set_field(source, "name", cleaned["name"])
        source = set_field(source, "description", plain_newlines(cleaned["description"]))
        tools = meant(field("tools"), picker.posted(self.data, initial=EVERY_TOOL))
        return str(source if tools is None else set_field(source, "tools", tools))


class CopyForm(NewForm):
    """From a text that is here: the copy says its new name, and is else what it was."""

    source = forms.CharField(
        label="Text",
        strip=False,
        widget=forms.Textarea(attrs={"class": "inp mono", "rows": 16, "spellcheck": "false"}),
    )

    def __init__(self, *args, original: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.original = original

    def compose(self, cleaned: dict) -> str:
        text = restore(cleaned["source"], self.original)
        return str(set_field(split(text), "name", cleaned["name"])) if self.kind == "agent" else text


class PasteForm(NewForm):
    """A text from elsewhere: it stays as it is; without a name it gets the one it says."""

    source = forms.CharField(
        label="Text",
        strip=False,
        help_text="A whole file with its frontmatter. It is kept exactly as you paste it.",
        widget=forms.Textarea(attrs={"class": "inp mono", "rows": 16, "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.fields["name"].help_text = "The file’s name. Left empty, it is taken from the text."

    def clean_name(self) -> str:
        if not self.cleaned_data["name"].strip():
            self.cleaned_data["name"] = file_name(read(plain_newlines(self.data.get("source", ""))).name or "")
        return super().clean_name()

    def compose(self, cleaned: dict) -> str:
        return restore(cleaned["source"], "")


class TextForm(PasteForm):
    """A guideline: a name and a text."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["name"].help_text = NewForm.base_fields["name"].help_text
        self.fields["source"].help_text = "Markdown. Agents refer to it by its path."
        self.fields["source"].required = False

    def clean_name(self) -> str:
        return NewForm.clean_name(self)

    def compose(self, cleaned: dict) -> str:
        return _ending_in_newline(restore(cleaned["source"], ""))


def file_name(name: str) -> str:
    """Suggest a file's name for an agent's.

    >>> file_name("Code Reviewer (Größe)")
    'code-reviewer-grosse'
    """
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return UNFIT.sub("-", plain).strip("-")[: limits.NAME_LENGTH].rstrip("-")


def _ending_in_newline(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"
