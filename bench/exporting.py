"""Measure exports beside plain writes of the same files: python bench/exporting.py [files]

Files a second on SQLite: into a new folder, again when nothing changed, and as a zip.  The
fair neighbour of an export syncs every file to the disk too.  The rounds of all are
interleaved, because a disk is not equally fast for long.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from importing import make_files, set_up  # noqa: E402


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as scratch:
        files = read(make_files(Path(scratch) / "project", count))
        set_up(Path(scratch) / "data")
        print(f"export of {count:,} agents of about 7 KB, medians of {ROUNDS}")
        target = Path(scratch) / "out"
        seconds: dict[str, list[float]] = {}
        runs = dict(measured(target, files))
        for _ in range(ROUNDS):
            for what, run in runs.items():
                if "unchanged" not in what:
                    fresh(target)
                seconds.setdefault(what, []).append(timed(run))
        plain = statistics.median(seconds["plain writes"])
        for what, taken in seconds.items():
            middle = statistics.median(taken)
            print(f"{what:<34}{count / middle:>10,.0f} files/s{middle / plain:>9.2f} × plain writes")


def measured(target: Path, files: dict[str, bytes]) -> Iterator[tuple[str, Callable[[], None]]]:
    from agents.definition.collection import Incoming
    from agents.operations.exporting import export_folder, export_zip, plan_folder
    from agents.operations.importing import import_files
    from agents.operations.people import first_owner

    owner = first_owner()
    team = owner.teams.get()
    import_files(team, [Incoming(path, content) for path, content in files.items()], by=owner, origin="bench")

    def export() -> None:
        export_folder(team, plan_folder(team, str(target)), by=owner)

    def export_unsynced() -> None:
        real, os.fsync = os.fsync, lambda _: None
        export()
        os.fsync = real

    yield "plain writes", lambda: write(target, files, sync=lambda _: None)
    yield "folder, staged (sync apart)", export_unsynced
    yield "plain writes, each synced", lambda: write(target, files, sync=os.fsync)
    yield "folder, staged and synced", export
    yield "folder, unchanged", export
    yield "zip", lambda: export_zip(team, by=owner).close()


def read(project: Path) -> dict[str, bytes]:
    root = project / ".claude"
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.md"))}


def fresh(target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()


def write(target: Path, files: dict[str, bytes], *, sync: Callable[[int], None]) -> None:
    (target / ".claude/agents").mkdir(parents=True)
    for path, content in files.items():
        with (target / ".claude" / path).open("wb") as stream:
            stream.write(content)
            stream.flush()
            sync(stream.fileno())


def timed(run: Callable[[], None]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


if __name__ == "__main__":
    main()
