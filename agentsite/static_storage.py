"""Static files under names that hold their hash, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites what JavaScript modules import from each other."""

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        """Hash all but htmx's extensions: we use none, and their comments import what does not exist."""
        ours = {path: place for path, place in paths.items() if not path.startswith("django_htmx/ext/")}
        yield from super().post_process(ours, dry_run, **options)
