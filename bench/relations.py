"""Measure the index of relations: python bench/relations.py [agents]

One saved agent read, resolved and written; a whole team resolved anew after a name changed; every
text read for the first time, and the questions of pages.  SQLite, in one process.
"""

import os
import random
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.importing import section, set_up  # noqa: E402

ROUNDS = 9
ROLES = ["reviewer", "writer", "planner", "tester", "builder", "keeper", "analyst", "designer", "architect", "engineer"]
TOPICS = ["api", "page", "chart", "cache", "queue", "login", "search", "image", "ledger", "schema", "budget", "audit"]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as scratch:
        set_up(Path(scratch) / "data")
        team, owner = fill(count)
        measure(team, owner, count)


def fill(count: int):
    from agents.definition.collection import Incoming
    from agents.operations.importing import import_files
    from agents.operations.people import create_team, first_owner

    owner = first_owner()
    team = create_team("Bench", slug="bench", by=owner)
    files = [Incoming(f".claude/agents/{name(number)}.md", text(number, count).encode()) for number in range(count)]
    import_files(team, files, by=owner, origin="bench")
    return team, owner


def name(number: int) -> str:
    return f"{TOPICS[number // len(ROLES) % len(TOPICS)]}-{number}-{ROLES[number % len(ROLES)]}"


def text(number: int, count: int) -> str:
    """An agent of about 5 KB that names ten others, nine of whom are there."""
    chance = random.Random(number)  # noqa: S311
    others = [name(chance.randrange(count)) for _ in range(9)] + [f"nobody-{number}-expert"]
    head = f"---\nname: {name(number)}\ndescription: Use it.\ntools: Read\n---\n\n# {name(number).title()} Agent\n"
    body = "".join(section(chance) for _ in range(8))
    told = "".join(f"\n### With {other} Agent\n\n- Ask early\n- Tell what came out\n" for other in others[:6])
    items = "".join(f"- Hand over to `{other}` when it is done\n" for other in others[6:])
    return f"{head}{body}\n## Collaboration Patterns\n{told}\n## Handoff\n\n{items}"


def measure(team, owner, count: int) -> None:
    from agents.models import Document, Edge
    from agents.operations.documents import rename_document, save_document
    from agents.operations.relations import catch_up
    from agents.queries import collaboration, graph, unresolved

    print(f"{'':<58}{'ms':>9}{'ms of CPU':>12}")
    show(f"first reading of {count:,} texts", [timed(lambda: catch_up(team))])
    print(f"  {Edge.objects.count():,} edges, {Edge.objects.filter(target=None).count():,} unresolved")
    document = Document.objects.select_related("head", "team").get(team=team, path=f"agents/{name(1)}.md")

    def saved(turn: int):
        head = Document.objects.select_related("head").get(pk=document.pk).head
        save_document(document, f"{head.source}\n- Hand over to `{name(turn + 2)}`\n", base=head, by=owner)

    with unhealed():
        show("one saved agent: read, resolved, written", [after(saved, turn, team) for turn in range(ROUNDS)])
        show("nothing changed", [timed(lambda: catch_up(team)) for _ in range(ROUNDS)])
        paths = [f"agents/other-{turn}.md" for turn in range(ROUNDS)]
        renames = [after(lambda turn: rename_document(document, paths[turn], by=owner), t, team) for t in range(ROUNDS)]
    show(f"a name changed: {count:,} agents resolved anew", renames)
    fresh = {
        "numbers of the team": lambda: collaboration._facts(team),
        "the graph": lambda: graph._graph(team, graph.TIERS, with_guidelines=True, with_missing=True),
        "a page of unresolved names with suggestions": lambda: unresolved.page(team, start=0, size=50),
    }
    for what, question in fresh.items():
        show(what, [timed(question) for _ in range(ROUNDS)])


class unhealed:  # noqa: N801
    """Writes are not followed by a reading of their own, so that it can be measured alone."""

    def __enter__(self) -> None:
        from agents.operations import relations

        self.module, self.heal = relations, relations.heal
        relations.heal = lambda team: 0

    def __exit__(self, *_) -> None:
        self.module.heal = self.heal


def after(write: Callable[[int], object], turn: int, team) -> tuple[float, float]:
    from agents.operations.relations import catch_up

    write(turn)
    return timed(lambda: catch_up(team))


def timed(action: Callable[[], object]) -> tuple[float, float]:
    start, before = perf_counter(), process_time()
    action()
    return (perf_counter() - start) * 1_000, (process_time() - before) * 1_000


def show(what: str, times: list[tuple[float, float]]) -> None:
    wall, cpu = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"{what:<58}{wall:>9,.1f}{cpu:>12,.1f}")


if __name__ == "__main__":
    os.environ.setdefault("AGENTSITE_DEBUG", "false")
    main()
