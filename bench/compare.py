"""How long the real server takes to compare two texts of 100 KB, in each of the three views.

python bench/compare.py
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

SIZE = 100_000
ROUNDS = 5
VIEWS = ("unified", "split", "rendered")
FRONT = "---\nname: a0\ndescription: d\n---\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), "")
        try:
            filled(site, 1)
            show(site.signed_in_again())
        finally:
            site.stop()


def show(visitor) -> None:
    print(f"{'two texts of 100 KB':34}" + "".join(f"{view:>12}" for view in VIEWS) + "   ms, median; KB of the page")
    for name, (old, new) in pairs().items():
        first, second = saved(visitor, old), saved(visitor, new)
        taken = [measured(visitor, f"/team/agents/a0/compare/{first}...{second}/?view={view}") for view in VIEWS]
        print(f"{name:34}" + "".join(f"{seconds * 1_000:6.0f}{size / 1_000:6.0f}" for seconds, size in taken))


def pairs() -> dict[str, tuple[str, str]]:
    """What people compare, and what is hardest to compare."""
    text, other = make_text(SIZE, 1), make_text(SIZE, 2)
    lines = text.split("\n")
    edited = "\n".join(line.replace("plan", "draft") if at % 20 == 0 else line for at, line in enumerate(lines))
    worst = {
        "some lines changed": (text, edited),
        "another text": (text, other),
        "one long line": (text.replace("\n", " "), edited.replace("\n", " ")),
        "one long line, nothing in common": ("x" * SIZE, "y" * SIZE),
        "all lines changed": (numbered("old"), numbered("new")),
        "the same lines over and over": ("- item\n\n" * (SIZE // 8), "\n- item\nx\n" * (SIZE // 10)),
        "more than 5,000 lines": ("a\n" * (SIZE // 2), "b\n" * (SIZE // 2)),
    }
    fields = {word: "".join(f"key{at}: {word}\n" for at in range(SIZE // 13)) for word in ("old", "new")}
    tools = {
        first: "tools:\n" + "".join(f"- Tool{at}\n" for at in range(first, first + SIZE // 11)) for first in (0, 5_000)
    }
    return {name: (FRONT + old, FRONT + new) for name, (old, new) in worst.items()} | {
        "every field changed": tuple(f"---\n{fields[word]}---\n" for word in ("old", "new")),
        "one long list of tools": tuple(f"{FRONT[:-4]}{tools[first]}---\n" for first in (0, 5_000)),
    }


def numbered(word: str) -> str:
    return "".join(f"Step {at} says {word}.\n" for at in range(SIZE // 20))


def saved(visitor, text: str) -> int:
    """Save ``text`` as a new version; return its number."""
    page = visitor.get("/team/agents/a0/edit/").text
    base = re.search(r'name="base" value="(\d+)"', page)[1]
    answer = visitor.post("/team/agents/a0/edit/", {"base": base, "source": text, "message": ""})
    assert answer.status == 302, answer.status  # noqa: S101
    return int(base) + 1


def measured(visitor, address: str) -> tuple[float, int]:
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        answer = visitor.get(address)
        took.append(time.perf_counter() - start)
        assert answer.status == 200, answer.status  # noqa: S101
    return statistics.median(took), len(answer.body)


if __name__ == "__main__":
    main()
