"""The committed bundle of the source editor is the one that frontend/ makes; no browser and no Node needed."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BUNDLE = ROOT / "static/vendor/codemirror.js"


@pytest.mark.parametrize("name", ["codemirror.js", "codemirror-suggestions.js"])
def test_it_is_made_from_the_sources_that_stand_beside_it(name):
    frontend = ROOT / "frontend"
    parts = [frontend / "package-lock.json", frontend / "build.mjs", *sorted((frontend / "src").iterdir())]
    made = hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:16]

    built = (BUNDLE.parent / name).read_text(encoding="utf-8")
    assert re.search(r"frontend/ \((\w+)\)", built[:200])[1] == made


def test_it_is_light_and_names_no_registry():
    assert len(gzip.compress(BUNDLE.read_bytes(), 9)) <= 160 * 1024
    assert "resolved" not in (ROOT / "frontend/package-lock.json").read_text()


def test_every_source_is_short():
    sources = (ROOT / "frontend/src").glob("*.js")

    assert [source.name for source in sources if source.read_text().count("\n") > 100] == []


def test_its_packages_are_listed_with_their_licences():
    legal = (ROOT / "static/vendor/codemirror.LEGAL.txt").read_text()

    for name in re.findall(r"^== (\S+) \S+ \(MIT\)$", legal, re.MULTILINE):
        assert name == "crelt" or name in (ROOT / "frontend/package-lock.json").read_text()
    assert len(re.findall("^== ", legal, re.MULTILINE)) == legal.count("Permission is hereby granted")
