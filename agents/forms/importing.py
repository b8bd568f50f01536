"""The ways files come in from a browser: chosen or dropped, pasted, and a folder on the server.

Each valid form gives ``incoming``, the files as they came, and ``origin``, where they came from.
"""

import re
from pathlib import Path

from django import forms

from agents import limits
from agents.definition import client, paths
from agents.definition.collection import Incoming
from agents.definition.intake import too_large, unwrapped
from agents.definition.newlines import restore
from agents.operations.archives import open_archive
from agents.operations.errors import OperationError
from agents.operations.folders import read_folder
from agents.operations.staging import short


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class UploadForm(forms.Form):
    """Files and folders, or one zip.  ``paths`` says where each file stood: browsers send bare names."""

    files = forms.Field(
        label="Files or a zip",
        required=False,
        widget=ManyFiles(attrs={"multiple": True, "accept": ".md,.zip"}),
    )

    def clean(self):
        sent = self.files.getlist("files")
        if not sent:
            raise forms.ValidationError("Choose Markdown files, a folder, or a zip.")
        self.origin = sent[0].name if len(sent) == 1 else f"{len(sent):,} files"
        self.incoming = _refusable(self._read, sent)
        return self.cleaned_data

    def _read(self, sent) -> list[Incoming]:
        if len(sent) == 1 and sent[0].name.lower().endswith(".zip"):
            return _archive(sent[0])
        if sum(file.size for file in sent) > limits.IMPORT_BYTES or len(sent) > limits.IMPORT_FILES:
            raise forms.ValidationError(
                f"At most {limits.IMPORT_FILES:,} files of {limits.IMPORT_BYTES:,} bytes together come in at once."
            )
        names = self._names(sent)
        cut = unwrapped(names)
        if cut:
            self.origin = names[0][: cut - 1]
        return [_upload(file, name[cut:]) for file, name in zip(sent, names, strict=True)]

    def _names(self, sent) -> list[str]:
        """The path of each file where the page sent one, else its name."""
        given = self.data.getlist("paths") if hasattr(self.data, "getlist") else []
        return given if len(given) == len(sent) else [file.name for file in sent]


def _refusable(read, *args) -> list[Incoming]:
    try:
        return read(*args)
    except OperationError as error:
        raise forms.ValidationError(str(error)) from error


def _archive(file) -> list[Incoming]:
    if file.size > limits.ARCHIVE_BYTES:
        raise forms.ValidationError(f"The archive is {too_large(file.size, limits.ARCHIVE_BYTES)[6:]}")
    return open_archive(file.read())


def _upload(file, path: str) -> Incoming:
    if not path.endswith(".md"):
        return Incoming(path)
    if file.size > limits.DOCUMENT_BYTES:
        return Incoming(path, None, too_large(file.size, limits.DOCUMENT_BYTES))
    return Incoming(path, file.read())


class PasteForm(forms.Form):
    """One text.  Its name is typed, or the one in its frontmatter."""

    kind = forms.ChoiceField(
        label="It is",
        choices=[("agents", "an agent"), ("guidelines", "a guideline")],
        initial="agents",
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label="File name",
        max_length=paths.LONGEST,
        required=False,
        strip=False,
        help_text="Without .md: small letters, digits and hyphens. Empty: the name in the text.",
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off", "placeholder": "code-reviewer"}),
    )
    text = forms.CharField(
        label="Text",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        error_messages={"required": "Paste the text of one file."},
    )

    def clean_text(self) -> str:
        return restore(self.cleaned_data["text"], "")

    def clean(self):
        if self.errors:
            return self.cleaned_data
        stem = self.cleaned_data["name"].removesuffix(".md")
        if not self.cleaned_data["name"]:
            stem = _stem_of(self.cleaned_data["text"])
        try:
            paths.check_new_name(stem)
        except paths.UnsafePath as unsafe:
            self.add_error("name", str(unsafe))
            return self.cleaned_data
        path = f".claude/{self.cleaned_data['kind']}/{stem}.md"
        self.incoming, self.origin = [Incoming(path, self.cleaned_data["text"].encode())], "pasted text"
        return self.cleaned_data


def _stem_of(text: str) -> str:
    name = client.read(text).name or ""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[: paths.LONGEST_NAME].strip("-")


class FolderForm(forms.Form):
    folder = forms.CharField(
        label="Folder on this server",
        max_length=1_000,
        help_text="The whole path of a project or of its .claude folder. Links in it are not followed.",
        widget=forms.TextInput(attrs={"placeholder": "/home/ada/shop", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": "Give the whole path of a folder on this server, as in /home/ada/shop."},
    )

    def clean_folder(self) -> Path:
        folder = Path(self.cleaned_data["folder"])
        if folder.parts[:1] == ("~",):
            folder = Path.home().joinpath(*folder.parts[1:])
        if not folder.is_absolute():
            raise forms.ValidationError("Give the whole path, beginning with /, as in /home/ada/shop.")
        if not folder.is_dir():
            raise forms.ValidationError("There is no such folder on this server. Look at the path again.")
        self.incoming = _refusable(read_folder, folder)
        self.origin = short(folder.parent if folder.name == ".claude" else folder)
        return folder
