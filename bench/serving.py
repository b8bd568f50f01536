"""CPU time the real server spends on a page, read from its processes: what ``agentsite up`` costs, all included.

python bench/serving.py
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.server.conftest import Site  # noqa: E402
from tests.server.crowd import agent, filled  # noqa: E402

DOCUMENTS = 1_000
REQUESTS = 200
TICK = os.sysconf("SC_CLK_TCK")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), "")
        try:
            filled(site, DOCUMENTS)
            show(site)
        finally:
            site.stop()


def show(site: Site) -> None:
    visitor = site.signed_in_again()
    body = agent(3) + "A line of the prompt, as long as lines are.\n" * 80
    works = {
        "library": lambda n: visitor.get("/team/agents/"),
        "agent page": lambda n: visitor.get("/team/agents/a3/"),
        "save": lambda n: visitor.post(
            "/team/agents/a3/edit/", {"base": str(n + 1), "source": agent(3, n + 2), "message": ""}
        ),
        "live preview, one key in 4 KB": lambda n: visitor.post(
            "/team/live/", {"kind": "agent", "source": body + "x" * n, "seq": str(n), "frontmatter_seen": seen}
        ),
    }
    seen = visitor.get("/team/agents/a3/edit/").text.split('name="frontmatter_seen" value="')[1].split('"')[0]
    print(f"{'':32}CPU ms a request")
    for name, work in works.items():
        begin = spent(site.process.pid)
        for number in range(REQUESTS):
            assert work(number).status in (200, 302), name  # noqa: S101
        print(f"{name:32}{(spent(site.process.pid) - begin) * 1_000 / REQUESTS:16.2f}")


def spent(pid: int) -> float:
    """CPU seconds of a process and all below it."""
    below = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split()  # noqa: S603, S607
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK + sum(spent(int(child)) for child in below)


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"{time.monotonic() - started:.0f} s")
