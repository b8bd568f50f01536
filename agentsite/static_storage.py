"""Static files under names that hold their hash, so that browsers may keep them for ever."""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = re.compile(r"(css|js)/.+\.(css|js)")
COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def lean(name: str, text: str) -> str:
    """Return a file of ours as it is sent: without comments that have lines to themselves, a style sheet unindented.

    What stands beside a comment stays as it is, and so does all of a module that might be within a text.
    """
    text = COMMENT.sub("", text)
    return INDENT.sub("", text) if name.endswith(".css") else text


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites what JavaScript modules import from each other."""

    support_js_module_import_aggregation = True
    max_post_process_passes = 12  # one for each step from a page's module to the last of what it imports

    def post_process(self, paths, dry_run=False, **options):
        """Hash all but htmx's extensions: we use none, and their comments import what does not exist."""
        ours = {
            path: (Lean(storage), place) if OURS.fullmatch(path) else (storage, place)
            for path, (storage, place) in paths.items()
            if not path.startswith("django_htmx/ext/")
        }
        yield from super().post_process(ours, dry_run, **options)


class Lean:
    """Opens the files of a storage as they are sent: a seventh of our modules is comments."""

    def __init__(self, storage):
        self.storage = storage

    def open(self, path):
        with self.storage.open(path) as file:
            return ContentFile(lean(path, file.read().decode()).encode())
