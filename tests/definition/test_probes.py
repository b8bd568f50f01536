"""Our reading against what the real client did: one oddity a file, real files, hostile files."""

import csv
import hashlib
import json
from pathlib import Path

import pytest

from agents.definition import yaml12
from agents.definition.client import is_agent_path, read
from agents.definition.entries import read_plain
from agents.definition.fences import Fenced, cut
from agents.definition.strict import read_strict

pytestmark = pytest.mark.shared

# Findings about hidden or unusual characters and long lines of the *body*, and about what a
# comment says, belong to the lint: the client reads these files as they are.
LEFT_TO_THE_LINT = {
    "yaml/comment_hides_instruction.md",
}


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def as_the_client_decodes(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def test_every_probe_is_read_as_the_client_read_it(shared):
    wrong = []
    for row in rows(shared / "format" / "probes.tsv"):
        reading = read(as_the_client_decodes(shared / "format" / "probes" / row["probe"]))
        loads = reading.loads and is_agent_path(row["probe"])
        if loads:
            description = (reading.description or "").replace("\n", "\\n")
            if row["description"].endswith("…"):
                description = description[: len(row["description"]) - 1] + "…"
            got = ("yes", (reading.name or "").replace("\n", "\\n"), description, reading.model or "")
        else:
            got = ("no", "", "", "")
        expected = (row["loads"], row["name"] or "", row["description"] or "", row["model"] or "")
        if got != expected:
            wrong.append((row["probe"], expected, got))

    assert not wrong


def test_every_real_file_is_read_as_the_client_read_it(shared):
    wrong = []
    for row in rows(shared / "format" / "corpus_verdicts.tsv"):
        reading = read(as_the_client_decodes(shared / "corpus" / row["path"]))
        loads = reading.loads and is_agent_path(row["path"])
        if loads != (row["loads"] == "yes"):
            wrong.append((row["path"], reading.reason))
        elif loads:
            digest = hashlib.sha256((reading.description or "").encode()).hexdigest()
            if (reading.name, digest) != (json.loads(row["name"]), row["description_sha256"]):
                wrong.append((row["path"], reading.name))

    assert not wrong


def test_every_plain_scalar_means_what_it_means_to_the_client(shared):
    wrong = []
    for row in rows(shared / "format" / "scalars.tsv"):
        value = row["value"].encode("latin-1", "backslashreplace").decode("unicode_escape")
        reading = read(f"---\nname: qa\ndescription: {value}\n---\nBody\n")
        got = repr(reading.description)
        if reading.reason is not None:
            got = "PARSE-ERR" if reading.reason.code.startswith("yaml.") else "not-string"
        if got != row["claude 2.1.330"]:
            wrong.append((row["value"], row["claude 2.1.330"], got))

    assert not wrong


def test_the_quick_way_reads_real_files_as_yaml_does(shared):
    quick = 0
    for path in (shared / "corpus").rglob("*.md"):
        fenced = cut(as_the_client_decodes(path))
        plain = read_plain(fenced.frontmatter) if isinstance(fenced, Fenced) else None
        if plain is not None:
            slow = yaml12.parse(fenced.frontmatter)
            assert (plain.value, plain.lines) == (slow.value, slow.lines), path
            quick += 1

    assert quick > 250


def test_hostile_files_are_read_without_an_accident_and_never_in_silence(shared):
    silent = set()
    for row in rows(shared / "badinput" / "manifest.tsv"):
        if row["kind"] not in ("yaml", "encoding"):
            continue
        try:
            text = (shared / "badinput" / row["path"]).read_bytes().decode()
        except UnicodeDecodeError:
            continue
        reading = read(text)
        read_strict(text)
        if "ACCEPT" not in row["expect"].split("|") and reading.loads and not reading.problems:
            silent.add(row["path"])

    assert silent == LEFT_TO_THE_LINT


def test_files_that_need_no_finding_get_none(shared):
    for row in rows(shared / "badinput" / "manifest.tsv"):
        if row["kind"] in ("yaml", "encoding") and row["expect"] == "ACCEPT":
            reading = read(as_the_client_decodes(shared / "badinput" / row["path"]))
            assert reading.loads and not reading.problems, row["path"]
