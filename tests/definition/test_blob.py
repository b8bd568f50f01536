"""A text is named as git names it."""

import pytest

from agents.definition.blob import blob_id, estimate_tokens


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"),
        ("hello\n", "ce013625030ba8dba906f756967f9e9ca394464a"),
        (b"hello\n", "ce013625030ba8dba906f756967f9e9ca394464a"),
    ],
)
def test_the_name_is_gits(text, name):
    assert blob_id(text) == name


def test_the_length_counts_bytes():
    assert blob_id("é") == blob_id("é".encode())


@pytest.mark.shared
def test_the_names_of_the_corpus(shared):
    rows = [line.split("\t") for line in (shared / "corpus/MANIFEST.tsv").read_text("utf-8").split("\n")[1:] if line]

    wrong = [path for path, _, _, name in rows if blob_id((shared / "corpus" / path).read_bytes()) != name]

    assert wrong == [] and len(rows) > 500, f"{len(rows)} files"


def test_tokens_are_estimated_by_length():
    assert estimate_tokens("") == 0
    assert estimate_tokens("a" * 400) == 100
    assert estimate_tokens("日本") == 2
