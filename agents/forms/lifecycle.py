"""The form that renames or moves a document."""

from django import forms

from agents.definition import paths
from agents.models import Document


class RenameForm(forms.Form):
    """Asks for a file name and a folder; ``cleaned_data["path"]`` is the new path within .claude."""

    name = forms.CharField(
        label="File name",
        max_length=paths.LONGEST,
        strip=False,
        help_text="Without .md: small letters, digits and hyphens, as in code-reviewer.",
    )
    folder = forms.CharField(
        label="Folder",
        max_length=paths.LONGEST,
        required=False,
        strip=True,
        help_text="Leave it empty for none.",
    )
    along = forms.BooleanField(label="Take the references along", required=False, initial=True)

    def __init__(self, *args, document: Document, **kwargs) -> None:
        self.root, _, rest = document.path.rpartition("/")[0].partition("/")
        self.stem = document.path.rsplit("/", 1)[-1].removesuffix(".md")
        super().__init__(*args, initial={"name": self.stem, "folder": rest, "along": True}, **kwargs)
        self.fields["name"].widget.attrs |= {"spellcheck": "false", "autocomplete": "off", "autofocus": True}
        self.fields["folder"].widget.attrs |= {"spellcheck": "false", "autocomplete": "off"}
        if self.root:
            self.fields["folder"].help_text = f"Within .claude/{self.root}, as in web or web/forms; empty for none."

    def clean_name(self) -> str:
        """A name that stays as it is may be any; a new one is held to the rule for new ones."""
        name = self.cleaned_data["name"].removesuffix(".md")
        if name == self.stem:
            return name
        try:
            return paths.check_new_name(name)
        except paths.UnsafePath as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict:
        if "name" in self.cleaned_data and "folder" in self.cleaned_data:
            folder = self.cleaned_data["folder"].strip("/")
            path = "/".join(filter(None, [self.root, folder, f"{self.cleaned_data['name']}.md"]))
            try:
                self.cleaned_data["path"] = paths.check(path)
            except paths.UnsafePath as error:
                self.add_error("folder", str(error))
        return self.cleaned_data
