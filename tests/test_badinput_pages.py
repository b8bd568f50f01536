"""The rows of hostile input beside the project, through the pages: queries, headers, fields, texts, values, names.

No answer is a server error, nothing that came in becomes part of a page, and what is kept is kept as it was.
"""

import csv
import importlib.util
import json
import time

import pytest
from django.db import transaction

from agents.definition.client import read
from agents.definition.collection import Incoming
from agents.models import Document, Team
from agents.operations.documents import create_document, save_document
from agents.operations.staging import stage_files
from tests.hostile import PAGES, edit_of, prose, query, unsound, write_everywhere


class Report:
    """Counts rows and keeps those that did not come out as they should."""

    def __init__(self, kind: str) -> None:
        self.kind, self.rows, self.wrong, self.slowest = kind, 0, [], (0.0, "")

    def row(self, name: str, problems: list[str], *, seconds: float = 0.0) -> None:
        self.rows += 1
        self.slowest = max(self.slowest, (seconds, name))
        if problems:
            self.wrong.append(f"{name}: {'; '.join(problems)}")

    def check(self, *, share: float) -> None:
        print(f"\n{self.kind}: {self.rows - len(self.wrong)} of {self.rows} as expected, slowest {self.slowest}")
        print(*self.wrong, sep="\n")
        assert self.rows > 0
        assert len(self.wrong) <= self.rows * (1 - share), self.wrong[:20]


@pytest.fixture(scope="module")
def rows(shared):
    """``rows("name")``: identity, value and what is right, of every row of a kind."""
    with open(shared / "badinput" / "manifest.tsv", encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    def of(kind: str):
        for row in table:
            if row["kind"] == kind:
                yield row["id"], value(shared / "badinput", row["path"]), row["expect"].split("|")

    return of


def value(folder, path: str):
    file, _, number = path.partition("#")
    if number:
        return json.loads((folder / file).read_text(encoding="utf-8").split("\n")[int(number)])
    return (folder / file).read_bytes().decode("utf-8", "replace")


@pytest.fixture(scope="module")
def violations(shared):
    spec = importlib.util.spec_from_file_location("oracle_html", shared / "badinput" / "oracle_html.py")
    oracle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    return oracle.violations


def asked(client, address, **how):
    """Ask; return the answer and how long it took."""
    begun = time.perf_counter()
    answer = client.post(address, **how) if "data" in how else client.get(address, **how)
    return answer, time.perf_counter() - begun


@pytest.mark.shared
def test_queries(rows, as_ada, qa, eve):
    report = Report("apiquery")
    create_document(Team.objects.get(slug="elsewhere"), kind="agent", path="agents/secret.md", source="Secret.", by=eve)

    for name, asking, _ in rows("apiquery"):
        problems, slowest = [], 0.0
        for page in PAGES:
            answer, seconds = asked(as_ada, page + asking)
            slowest = max(slowest, seconds)
            problems += [f"{page} {problem}" for problem in unsound(answer)]
            if not answer.streaming and b"secret" in answer.content.lower():
                problems.append(f"{page} tells about another team")
        report.row(name, problems, seconds=slowest)

    report.check(share=0.98)


@pytest.mark.shared
def test_headers(rows, as_ada, qa):
    report = Report("header")

    for name, (header, text), _ in rows("header"):
        problems = []
        for page in ("/", "/settings/", "/platform/agents/", "/platform/agents/qa/", "/platform/agents/qa.md"):
            answer, _ = asked(as_ada, page, headers={header: text})
            problems += [f"{page} {problem}" for problem in unsound(answer)]
            if b"evil.invalid" in answer.content and answer.status_code == 200:
                problems.append(f"{page} repeats the host")
        report.row(name, problems)

    report.check(share=0.98)


@pytest.mark.shared
def test_searches(rows, as_ada, qa):
    report = Report("search")

    for name, words, _ in rows("search"):
        problems, slowest = [], 0.0
        for page in ("/platform/agents/", "/platform/export/"):
            answer, seconds = asked(as_ada, f"{page}?{query(words)}")
            slowest = max(slowest, seconds)
            problems += unsound(answer)
        report.row(name, problems, seconds=slowest)

    report.check(share=0.98)


@pytest.mark.shared
def test_fields(rows, as_ada, ada, team, qa):
    report = Report("xssfield")

    for name, text, _ in rows("xssfield"):
        report.row(name, write_everywhere(as_ada, ada, team, text))

    report.check(share=1)


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["xss", "slow"])
def test_texts(rows, as_ada, ada, qa, violations, kind):
    report, document = Report(kind), qa

    for name, text, _ in rows(kind):
        problems, slowest = [], 0.0
        head = save_document(document, text.replace("\0", ""), base=document.head, by=ada)
        document.refresh_from_db()
        live = ("/platform/live/", {"data": {"source": text, "kind": "agent", "seq": "1"}})
        for page, how in (live, ("/platform/agents/qa/", {}), (f"/platform/agents/qa/v/{head.number}/", {})):
            answer, seconds = asked(as_ada, page, **how)
            slowest = max(slowest, seconds)
            problems += unsound(answer)
            problems += [problem for shown in prose(answer.content.decode()) for problem in violations(shown)]
        report.row(name, problems, seconds=slowest)

    report.check(share=1)


@pytest.mark.shared
def test_values(rows, as_ada, qa):
    report = Report("emit")

    for name, text, _ in rows("emit"):
        with transaction.atomic():
            answer, seconds = asked(as_ada, "/platform/agents/qa/edit/", data=edit_of(qa, text))
            kept = read(Document.objects.get(pk=qa.pk).head.source).description or ""
            transaction.set_rollback(True)
        problems = unsound(answer)
        if answer.status_code == 422 and "\\n" in text:
            problems += [] if b"aria-invalid" in answer.content else ["refused without a sentence"]
        elif answer.status_code != 302 or kept != text:
            problems.append(f"{answer.status_code}, {text[:60]!r} became {kept[:60]!r}")
        report.row(name, problems, seconds=seconds)

    report.check(share=0.98)


@pytest.mark.shared
def test_names(rows, as_ada, ada, team, qa):
    report = Report("name")

    for name, text, expected in rows("name"):
        problems = []
        for page, fields in (
            ("/platform/guidelines/new/", {"name": text, "folder": "", "source": "Text.", "text": "Text."}),
            ("/platform/agents/qa/rename/", {"name": text, "folder": ""}),
        ):
            with transaction.atomic():
                answer, _ = asked(as_ada, page, data=fields)
                paths = {document.path for document in Document.objects.all()} - {"agents/qa.md"}
                transaction.set_rollback(True)
            came = "ACCEPT" if answer.status_code == 302 and paths else "REJECT"
            problems += unsound(answer)
            if expected == ["WARN"] and came == "REJECT" and comes_in(team, ada, text):
                continue  # a new file may not have this name, but one that has it comes in
            if came not in {"ACCEPT" if wanted == "WARN" else wanted for wanted in expected}:
                problems.append(f"{page} {text[:40]!r}: {answer.status_code} {paths or ''}, should {expected}")
        report.row(name, problems)

    report.check(share=1)


def comes_in(team, ada, name: str) -> bool:
    with transaction.atomic():
        staged = stage_files(team, [Incoming(f".claude/agents/{name}.md", b"Text.")], by=ada, origin="here")
        outcome = staged.files.get().outcome
        transaction.set_rollback(True)
    return outcome == "new"
