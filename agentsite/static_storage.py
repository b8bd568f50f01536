"""Static files under names that hold their hash, so that browsers may keep them for ever."""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = re.compile(r"(css|js)/.+\.(css|js)")
COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites what JavaScript modules import from each other."""

    support_js_module_import_aggregation = True
    max_post_process_passes = 12  # one for each step from a page's module to the last of what it imports

    def post_process(self, paths, dry_run=False, **options):
        """Hash all but htmx's extensions: we use none, and their comments import what does not exist."""
        ours = {
            path: (WithoutComments(storage), place) if OURS.fullmatch(path) else (storage, place)
            for path, (storage, place) in paths.items()
            if not path.startswith("django_htmx/ext/")
        }
        yield from super().post_process(ours, dry_run, **options)


class WithoutComments:
    """Opens the files of a storage without comments that have lines to themselves: a seventh of our modules."""

    def __init__(self, storage):
        self.storage = storage

    def open(self, path):
        """Return the whole file; what stands beside a comment stays as it is."""
        with self.storage.open(path) as file:
            return ContentFile(COMMENT.sub("", file.read().decode()).encode())
