"""How long the real server takes for a proposal of 40 files and 60 comments, and for the rest as one scrolls.

python bench/review.py
"""

import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.preview import make_text  # noqa: E402
from tests.server.conftest import Site  # noqa: E402
from tests.server.crowd import filled  # noqa: E402

FILES, COMMENTS, SIZE, ROUNDS = 40, 60, 6_000, 9
PART = {"HX-Request": "true"}
BUILD = f"""
from agents.definition.anchors import Lines
from agents.models import Change, Document, Role, Team
from agents.operations.people import first_owner
from agents.operations.proposing import NewChange, propose
from agents.operations.reviewing import comment
from bench.review import changed
from agents.models import Membership, User
team = Team.objects.get(slug="team")
ben = User.objects.create_user("ben", display_name="Ben")
Membership.objects.create(team=team, user=ben, role=Role.AUTHOR)
found = Document.objects.filter(team=team).select_related("head", "team")[:{FILES}]
edits = [NewChange(Change.Kind.EDIT, one, one.kind, one.path, one.head, changed(one.head.source)) for one in found]
made = propose(team, edits, title="Forty files", by=ben)
changes = list(made.changes.all())
for at in range({COMMENTS}):
    where = dict(change=changes[at % len(changes)], side="new", lines=Lines(3 + at // 40, 3 + at // 40))
    comment(made, words=f"Word {{at}}", by=first_owner(), iteration=1, suggestion="Other words", **where)
"""


def changed(source: str) -> str:
    """An agent's text with other tools, another description and an edit every twenty lines."""
    source = source.replace("tools: Read", "tools: Read, Bash").replace("description: ", "description: Always ")
    lines = f"{source}\n{make_text(SIZE, 1)}".split("\n")
    return "\n".join(line.replace("One", "Each") if at % 20 == 7 else line for at, line in enumerate(lines))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), "")
        try:
            filled(site, FILES)
            built = site.run("shell", "--command", BUILD)
            assert built.returncode == 0, built.stderr  # noqa: S101
            show(site.signed_in_again())
        finally:
            site.stop()


def show(visitor) -> None:
    page = "/team/proposals/1/changes/"
    later = re.findall(rf'hx-get="({page}\d+/[^"]*)" hx-trigger="revealed"', visitor.get(page).text)
    print(f"{FILES} files, {COMMENTS} comments: {len(later)} files come as one scrolls    ms at first, then; KB")
    for name, address, headers in (
        ("the first part, unified", page, {}),
        ("the first part, split", f"{page}?view=split", {}),
        ("one more file", later[0], {}),
        ("one more file, as it comes", later[1], PART),
        ("the conversation", "/team/proposals/1/", {}),
        ("impact", "/team/proposals/1/impact/", {}),
        ("impact, as it goes on", "/team/proposals/1/impact/", PART),
        ("checks", "/team/proposals/1/checks/", {}),
        ("checks in short, beside a page", "/team/proposals/1/checks/?short", PART),
        ("the list", "/team/proposals/", {}),
    ):
        first, seconds, size = measured(visitor, address, headers)
        print(f"{name:34}{first * 1_000:6.0f}{seconds * 1_000:6.0f}{size / 1_000:8.0f}")


def measured(visitor, address: str, headers: dict) -> tuple[float, float, int]:
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        answer = visitor.get(address, **headers)
        took.append(time.perf_counter() - start)
        assert answer.status == 200, answer.status  # noqa: S101
    return took[0], statistics.median(took), len(answer.body)


if __name__ == "__main__":
    main()
