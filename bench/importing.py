"""Measure the import of 1,000 agents beside ``rulesync import``: python bench/importing.py [files]

Files a second through the operation on SQLite, searchable at the commit: first time, and again
when nothing changed.  rulesync runs on the same files where npm is at hand.
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
RULESYNC = "rulesync@17.0.0"
ROUNDS = 3
NUMBERS = [""] * 800 + [str(number) for number in range(400)]  # so that the words to be found are many
WORDS = ["check", "review", "the", "plan", "agent", "tests", "write", "result", "risk", "`run`", "**must**"]
sys.path.insert(0, str(ROOT))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as scratch:
        folder = make_files(Path(scratch) / "project", count)
        set_up(Path(scratch) / "data")
        first, again = ours(folder)
        print(f"import of {count:,} agents of about 7 KB, medians of {ROUNDS}")
        print(f"{'agentsite, first time':<28}{count / first:>10,.0f} files/s")
        print(f"{'agentsite, unchanged':<28}{count / again:>10,.0f} files/s")
        rulesync(folder, Path(scratch) / "npm", count=count, first=first)


def make_files(project: Path, count: int) -> Path:
    agents = project / ".claude/agents"
    agents.mkdir(parents=True)
    for number in range(count):
        (agents / f"agent-{number:05}.md").write_text(make_agent(number), encoding="utf-8")
    return project


def make_agent(number: int) -> str:
    chance = random.Random(number)  # noqa: S311
    head = f"---\nname: agent-{number:05}\ndescription: Use it {plain(chance, 25)}\ntools: Read, Grep\nmodel: sonnet\n---\n"
    return head + "".join(section(chance) for _ in range(13))


def section(chance: random.Random) -> str:
    return f"\n## {words(chance, 4)}\n\n{words(chance, 60)}\n\n- {words(chance, 12)}\n- {words(chance, 12)}\n"


def words(chance: random.Random, count: int) -> str:
    return " ".join(f"{chance.choice(WORDS)}{chance.choice(NUMBERS)}" for _ in range(count))


def plain(chance: random.Random, count: int) -> str:
    return words(chance, count).replace("`", "").replace("*", "")


def set_up(data: Path) -> None:
    os.environ |= {"AGENTSITE_DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "agentsite.settings"}
    os.environ.pop("AGENTSITE_DATABASE_URL", None)
    data.mkdir()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def ours(folder: Path) -> tuple[float, float]:
    """Return the seconds of a first import into an empty team, and of the same again."""
    from agents.operations.folders import read_folder
    from agents.operations.importing import import_files
    from agents.operations.people import create_team, first_owner

    owner = first_owner()
    files = read_folder(folder, most_files=100_000, most_bytes=2**31)
    first, again = [], []
    for number in range(ROUNDS):
        team = create_team("Bench", slug=f"bench-{number}", by=owner)
        first.append(timed(lambda team=team: import_files(team, files, by=owner, origin="bench")))
        again.append(timed(lambda team=team: import_files(team, files, by=owner, origin="bench")))
    return statistics.median(first), statistics.median(again)


def timed(action) -> float:
    start = perf_counter()
    action()
    return perf_counter() - start


def rulesync(folder: Path, prefix: Path, *, count: int, first: float) -> None:
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        print("rulesync is left out: it needs node and npm.")
        return
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", prefix, RULESYNC]
    if subprocess.run(install, capture_output=True, check=False).returncode:  # noqa: S603
        print(f"rulesync is left out: npm cannot install {RULESYNC} here.")
        return
    program = prefix / "node_modules/.bin/rulesync"
    command = [node, program, "import", "--targets", "claudecode", "--features", "subagents"]
    seconds = []
    for _ in range(ROUNDS):
        shutil.rmtree(folder / ".rulesync", ignore_errors=True)
        seconds.append(timed(lambda: subprocess.run(command, cwd=folder, capture_output=True, check=True)))  # noqa: S603
        if len(list((folder / ".rulesync").rglob("*.md"))) < count:
            print("rulesync is left out: it did not import every file.")
            return
    theirs = statistics.median(seconds)
    print(f"{'rulesync import':<28}{count / theirs:>10,.0f} files/s   we are {theirs / first:.1f} × as fast")


if __name__ == "__main__":
    main()
