"""Measure the import of 1,000 agents beside ``rulesync import``: python bench/importing.py [files]

Files a second through the operation on SQLite, searchable at the commit: first time, and again
when nothing changed.  rulesync runs on the same files where npm is at hand.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
RULESYNC = "rulesync@17.0.0"
ROUNDS = 5
NAMES = ("agentsite, first time", "agentsite, unchanged", "rulesync import")
Times = tuple[float, float]
NUMBERS = [""] * 800 + [str(number) for number in range(400)]  # so that the words to be found are many
WORDS = ["check", "review", "the", "plan", "agent", "tests", "write", "result", "`run`", "**must**"]
sys.path.insert(0, str(ROOT))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as scratch:
        folder = make_files(Path(scratch) / "project", count)
        set_up(Path(scratch) / "data")
        program = rulesync(Path(scratch) / "npm")
        rounds = [one_round(number, folder, program, count=count) for number in range(ROUNDS)]
    print(f"import of {count:,} agents of about 7 KB, the best of {ROUNDS} rounds taken in turns")
    print(f"{'':<28}{'files/s':>10}{'files/s of CPU':>16}")
    for name, *times in zip(NAMES, *rounds, strict=False):
        print(
            f"{name:<28}{count / min(wall for wall, _ in times):>10,.0f}{count / min(cpu for _, cpu in times):>16,.0f}"
        )
    if program:
        walls, cpus = zip(*(best(rounds, at) for at in (0, 2)), strict=True)
        print(f"agentsite is {walls[1] / walls[0]:.1f} times as fast, {cpus[1] / cpus[0]:.1f} times by CPU")


def best(rounds: list[list[Times]], at: int) -> Times:
    return min(times[at][0] for times in rounds), min(times[at][1] for times in rounds)


def one_round(number: int, folder: Path, program: list[str | Path], *, count: int) -> list[Times]:
    """Time a first import into an empty team, the same again, and rulesync."""
    from agents.operations.folders import read_folder
    from agents.operations.importing import import_files
    from agents.operations.people import create_team, first_owner

    owner = first_owner()
    team = create_team("Bench", slug=f"bench-{number}", by=owner)
    files = read_folder(folder, most_files=100_000, most_bytes=2**31)
    times = [timed(lambda: import_files(team, files, by=owner, origin="bench")) for _ in range(2)]
    if program:
        shutil.rmtree(folder / ".rulesync", ignore_errors=True)
        times.append(timed(lambda: subprocess.run(program, cwd=folder, capture_output=True, check=True)))  # noqa: S603
        if len(list((folder / ".rulesync").rglob("*.md"))) < count:
            raise SystemExit("rulesync did not import every file, so there is nothing to compare with.")
    return times


def timed(action: Callable[[], object]) -> Times:
    """Seconds by the clock, and of CPU here and in child processes."""
    start, before = perf_counter(), sum(os.times()[:4])
    action()
    return perf_counter() - start, sum(os.times()[:4]) - before


def make_files(project: Path, count: int) -> Path:
    agents = project / ".claude/agents"
    agents.mkdir(parents=True)
    for number in range(count):
        (agents / f"agent-{number:05}.md").write_text(make_agent(number), encoding="utf-8")
    return project


def make_agent(number: int) -> str:
    chance = random.Random(number)  # noqa: S311
    description = f"Use it {plain(chance, 25)}"
    head = f"---\nname: agent-{number:05}\ndescription: {description}\ntools: Read, Grep\nmodel: sonnet\n---\n"
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


def rulesync(prefix: Path) -> list[str | Path]:
    """Install rulesync and return its command; nothing where it cannot be had."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        print("rulesync is left out: it needs node and npm.")
        return []
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", prefix, RULESYNC]
    if subprocess.run(install, capture_output=True, check=False).returncode:  # noqa: S603
        print(f"rulesync is left out: npm cannot install {RULESYNC} here.")
        return []
    program = prefix / "node_modules/.bin/rulesync"
    return [node, program, "import", "--targets", "claudecode", "--features", "subagents"]


if __name__ == "__main__":
    main()
