"""What came in from real folders goes out byte for byte, by zip and by folder."""

import zipfile

import pytest

from agents.definition.collection import Incoming
from agents.operations.exporting import export_folder, export_zip, plan_folder
from agents.operations.importing import import_files


@pytest.fixture
def brought(shared, team, ada):
    """Every UTF-8 file of the test data, imported; path → bytes."""
    files = {}
    for number, file in enumerate(
        [*sorted(shared.glob("corpus/**/*.md")), *sorted(shared.glob("seed/.claude/**/*.md"))]
    ):
        content = file.read_bytes()
        if _is_text(content):
            files[f"agents/f{number:04}.md"] = content
    import_files(team, [Incoming(path, content) for path, content in files.items()], by=ada, origin="test data")
    return files


def _is_text(content):
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False


@pytest.mark.shared
def test_every_file_leaves_a_zip_as_it_came(brought, team, ada):
    with export_zip(team, by=ada) as stream, zipfile.ZipFile(stream) as archive:
        out = {name.removeprefix(".claude/"): archive.read(name) for name in archive.namelist()}

    assert len(out) > 500
    assert out == brought


@pytest.mark.shared
def test_every_file_stands_in_the_folder_as_it_came(brought, team, ada, tmp_path):
    export_folder(team, plan_folder(team, str(tmp_path)), by=ada)

    root = tmp_path / ".claude"
    assert {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()} == brought
