"""What the graph's page costs at 6, 30 and 160 agents: python bench/graph.py

Server time is the CPU time of a request that finds nothing cached, in one process; first paint is Chromium's own
figure, from the real server on this machine.  SQLite.
"""

import os
import random
import statistics
import sys
import tempfile
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import ARGS, find_chromium  # noqa: E402
from tests.server.conftest import Site  # noqa: E402

SIZES = {6: 60, 30: 150, 160: 500}  # agents: the goal in ms
PAINT = 1_500
ROUNDS = 9
FOLDERS = ("web", "data", "ops", "design", "checks", "release", "docs", "research")
HERE = "from bench import graph; graph.inside()"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), "")
        try:
            site.start()
            done = site.run("shell", "--command", HERE)
            if done.returncode:
                raise SystemExit(done.stderr)
            key, *lines = [line for line in done.stdout.splitlines() if line.startswith(("key ", "size "))]
            paints = painted(site.port, key.split()[1])
        finally:
            site.stop()
    print(f"{'agents':>8}{'links':>8}{'CPU ms':>12}{'goal':>7}{'KB':>7}{'first paint ms':>17}{'goal':>7}")
    for line in lines:
        _, size, links, spent, kilobytes = line.split()
        goal, paint = SIZES[int(size)], paints[int(size)]
        print(f"{size:>8}{links:>8}{spent:>12}{goal:>7}{kilobytes:>7}{paint:>17.0f}{PAINT:>7}")


def inside() -> None:
    """Fill the site and measure its server time; runs with the site's settings."""
    from agents.operations.people import first_owner
    from tests.browser.world import session

    owner = first_owner()
    print("key", session(owner))
    for size in SIZES:
        team = fill(size, owner)
        spent, kilobytes, links = measured(team, owner)
        print("size", size, links, f"{spent:.1f}", f"{kilobytes:.0f}")


def fill(size: int, owner):
    from agents.definition.collection import Incoming
    from agents.operations.importing import import_files
    from agents.operations.people import create_team
    from agents.operations.relations import catch_up

    team = create_team(f"Team of {size}", slug=f"team-{size}", by=owner)
    files = [Incoming(f".claude/agents/{path(number, size)}", text(number, size).encode()) for number in range(size)]
    import_files(team, files, by=owner, origin="bench")
    catch_up(team)
    return team


def path(number: int, size: int) -> str:
    folder = f"{FOLDERS[number % len(FOLDERS)]}/" if size > 30 else ""
    return f"{folder}agent-{number}.md"


def text(number: int, size: int) -> str:
    """An agent that names about three others: neighbours mostly, and the first few, whom all ask."""
    chance = random.Random(number)  # noqa: S311
    near = {(number + step) % size for step in (1, 2) if chance.random() < 0.7} | {chance.randrange(min(size, 5))}
    told = "".join(f"\n### With agent-{other} Agent\n\n- Ask early\n" for other in sorted(near - {number}))
    head = f"---\nname: agent-{number}\ndescription: Use it.\nmodel: sonnet\n---\n\nYou help.\n"
    return f"{head}\n## Collaboration Patterns\n{told}"


def measured(team, owner) -> tuple[float, float, int]:
    """The median of requests that find nothing cached, the page's KB, and the links it draws."""
    from django.test import Client

    from agents.memory import cache
    from agents.models import Edge

    client = Client(headers={"host": "localhost"})
    client.force_login(owner)
    times = []
    for _ in range(ROUNDS + 2):
        cache.clear()
        begin = process_time()
        response = client.get(f"/{team.slug}/graph/")
        times.append((process_time() - begin) * 1_000)
        if response.status_code != 200:
            raise SystemExit(f"The page answered {response.status_code}.")
    links = Edge.objects.filter(team=team).order_by().values("source", "target").distinct().count()
    return statistics.median(times[2:]), len(response.content) / 1_000, links


def painted(port: int, key: str) -> dict[int, float]:
    """The median of Chromium's first contentful paint, with an empty browser cache each time."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(playwright), args=list(ARGS))
        found = {size: statistics.median(_paint(browser, port, key, size) for _ in range(5)) for size in SIZES}
        browser.close()
    return found


def _paint(browser, port: int, key: str, size: int) -> float:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "agentsite", "value": key, "url": f"http://127.0.0.1:{port}"}])
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{port}/team-{size}/graph/")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    return paint


if __name__ == "__main__":
    main()
