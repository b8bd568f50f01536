"""The table of docs/access.md as the code has it: ``python -m tests.access.page`` writes it anew."""

import os
from pathlib import Path

import django

PAGE = Path(__file__).resolve().parent.parent.parent / "docs/access.md"
BEGIN, END = "| what | who, at least | asked by |", "\n\n"


def table() -> str:
    """A row for each line: what it does, who may, and its asks, POST standing after GET."""
    from agents.access_table import LINES

    rows = [
        f"| {line.does}{f' ({line.only[0].lower()}{line.only[1:]} only)' if line.only else ''}"
        f" | {line.least.label} | {_asks(line.asks)} |"
        for line in LINES
    ]
    return "\n".join([BEGIN, "|---|---|---|", *rows])


def _asks(asks: tuple[str, ...]) -> str:
    methods: dict[str, list[str]] = {}
    for ask in asks:
        method, what = ask.split(" ", 1)
        methods.setdefault(what, []).append(method)
    return ", ".join(f"`{what}` {' '.join(those)}" for what, those in methods.items())


def written(page: str) -> str:
    """The table that stands in ``page``."""
    return page[page.index(BEGIN) :].split(END)[0].rstrip("\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agentsite.settings")
    django.setup()
    text = PAGE.read_text()
    PAGE.write_text(text.replace(written(text), table()))
