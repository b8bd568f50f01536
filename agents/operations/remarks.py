"""Say of a staged file what a person should know before it comes in."""

from collections.abc import Sequence

from agents.definition import client, paths
from agents.definition.collection import AGENT
from agents.definition.oddities import oddity
from agents.models import Document, StagedFile
from agents.operations.indexing import index, verdict

DESCRIPTION = 300  # characters a row shows


def shown_path(path: str) -> str:
    """``path`` as it may be stored and shown, whatever bytes a file system had in it."""
    drawn = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in path)
    return drawn if len(drawn) <= paths.LONGEST else f"{drawn[: paths.LONGEST - 1]}…"


def describe(row: StagedFile) -> None:
    """Fill in name, description, verdict, and the first problem with its line."""
    if row.kind == AGENT:
        _describe_agent(row)
    else:
        columns = index(row.kind, row.path, row.source).columns
        row.name, row.verdict = columns["name"], columns["verdict"]
        if found := oddity(row.source):
            _note(row, found.line, found.message)


def _describe_agent(row: StagedFile) -> None:
    reading = client.read(row.source)
    row.name = (reading.name or row.name)[:256]
    row.description = (reading.description or "")[:DESCRIPTION]
    row.verdict = verdict(reading)
    if reading.reason:
        _note(row, reading.reason.line, reading.reason.message)
    for problem in reading.problems:
        if problem.severity != "note":
            _note(row, problem.line, problem.message)


def _note(row: StagedFile, line: int | None, sentence: str) -> None:
    """Keep the first problem; what an import says of a file's fate comes before all."""
    row.verdict = min(row.verdict, Document.Verdict.NOTED)
    if not row.problem:
        row.problem, row.line = sentence, line


def same_names(rows: Sequence[StagedFile]) -> None:
    """Point out agents that give themselves a name another one has: Claude Code loads one of them."""
    first: dict[str, str] = {}
    for row in rows:
        if row.kind != AGENT or not row.source or row.verdict == Document.Verdict.SKIPPED:
            continue
        if (other := first.setdefault(row.name, row.path)) != row.path:
            _note(row, None, f"{other} has the name {row.name} too; Claude Code loads one of them. Rename one.")
