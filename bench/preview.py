"""Measure the preview beside bare Python-Markdown: python bench/preview.py

Ratios of CPU time in one run, medians; texts made up here, and real files where they lie beside the project.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import markdown

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from agents.definition.preview import DEADLINE, Renderer  # noqa: E402

BARE = ["fenced_code", "tables", "sane_lists"]
WORDS = ["check", "review", "the plan", "agents", "write", "result", "before", "each note", "`run`", "**must**"]


def main() -> None:
    made = [make_text(20_000, seed) for seed in range(5)]
    rows = [("cold, 20 KB, made up", *cold(made))]
    if real := real_texts():
        rows.append(("cold, 20 KB, of real files", *cold(real)))
    rows.append(("one key, 4 KB", *one_key(make_text(4_000, 1))))
    rows.append(("one key, 20 KB", *one_key(make_text(20_000, 2))))
    rows.append(("one key, 200 KB", *one_key(make_text(200_000, 3))))
    print(f"{'preview':<28}{'ms CPU':>9}{'bare ms':>9}{'ratio':>7}")
    for name, ours, bare in rows:
        print(f"{name:<28}{ours * 1000:>9.2f}{bare * 1000:>9.2f}{ours / bare:>7.2f}")


def cold(texts: list[str]) -> tuple[float, float]:
    """Return what a first rendering costs, ours and the bare one, taken in turns."""
    Renderer(deadline=DEADLINE).render(texts[0])
    pairs = []
    for _ in range(3):
        for text in texts:
            renderer = Renderer(deadline=DEADLINE)
            pairs.append((cost(lambda r=renderer, t=text: r.render(t)), cost(lambda t=text: bare(t))))
    pairs.sort(key=lambda pair: pair[0] / pair[1])
    return pairs[len(pairs) // 2]


def one_key(text: str) -> tuple[float, float]:
    """Return what rendering again costs after one character was typed in the middle."""
    renderer = Renderer(deadline=DEADLINE)
    renderer.render(text)
    middle = text.index(" ", len(text) // 2)
    ours = []
    for key in range(15):
        typed = text[:middle] + "x" * (key + 1) + text[middle:]
        ours.append(cost(lambda t=typed: renderer.render(t)))
    return statistics.median(ours), cost(lambda: bare(text))


def bare(text: str) -> str:
    return markdown.markdown(text, extensions=BARE)


def cost(action: Callable[[], object]) -> float:
    start = process_time()
    action()
    return process_time() - start


def make_text(size: int, seed: int) -> str:
    """Return a text of the kind agents are made of: headings, lists, code, tables, paragraphs."""
    pick = random.Random(seed)  # noqa: S311 - the same text every time
    parts: list[str] = []
    while sum(map(len, parts)) < size:
        parts.append(pick.choice([heading, paragraph, bullets, steps, code, table])(pick))
    return "\n".join(parts)[:size]


def sentence(pick: random.Random) -> str:
    return " ".join(pick.choices(WORDS, k=pick.randint(4, 12)))


def heading(pick: random.Random) -> str:
    return f"## {sentence(pick)}\n"


def paragraph(pick: random.Random) -> str:
    return "\n".join(sentence(pick) + "." for _ in range(pick.randint(1, 4))) + "\n"


def bullets(pick: random.Random) -> str:
    return "".join(f"{pick.choice(['', '  '])}- {sentence(pick)}\n" for _ in range(pick.randint(3, 8)))


def steps(pick: random.Random) -> str:
    return "".join(f"{number}. **{sentence(pick)}**: {sentence(pick)}\n" for number in range(1, 5))


def code(pick: random.Random) -> str:
    return "```python\n" + "".join(f"    {sentence(pick)}\n" for _ in range(pick.randint(3, 9))) + "```\n"


def table(pick: random.Random) -> str:
    rows = "".join(f"| {sentence(pick)} | {sentence(pick)} |\n" for _ in range(3))
    return f"| what | why |\n|---|---|\n{rows}"


def real_texts() -> list[str]:
    """Return real agent files joined to texts of about 20 KB."""
    joined = "\n\n".join(
        path.read_text(errors="replace").split("\n---\n", 1)[-1]
        for path in sorted((ROOT.parent / "shared" / "corpus").glob("*/.claude/agents/**/*.md"))
    )
    return [joined[start : start + 20_000] for start in range(0, min(len(joined), 600_000), 20_000)]


if __name__ == "__main__":
    main()
