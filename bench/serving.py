"""CPU time the real server spends on a page, read from its processes: what ``agentsite up`` costs, all included.

Django's admin stands beside the site in the same server, over the same rows: the yardstick.

python bench/serving.py
"""

import http.client
import io
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.texts import source  # noqa: E402
from tests.server.conftest import Site  # noqa: E402
from tests.server.crowd import staged_import  # noqa: E402
from tests.server.visitor import Answer, Visitor  # noqa: E402

DOCUMENTS = 1_000
ROUNDS, REQUESTS = 12, 20
SAVE = "save"
ADMIN = "admin's changelist"
TO_ADMIN = "from agents.models import User; User.objects.update(is_staff=True, is_superuser=True)"


class Browser(Visitor):
    """A visitor who keeps the connection, as browsers do."""

    kept: http.client.HTTPConnection | None = None

    def _ask(self, method: str, address: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        self.kept = self.kept or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.kept.request(method, address, body, {"Cookie": cookie, **headers})
        return Answer(self.kept.getresponse())


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), "")
        site.environment["DJANGO_SETTINGS_MODULE"] = "bench.admin_settings"
        try:
            fill(site)
            show(measure(site))
        finally:
            site.stop()


def fill(site: Site) -> None:
    """Start the site and give it its documents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(DOCUMENTS):
            archive.writestr(f".claude/agents/agent-{number:05}.md", source(number))
    site.start()
    address = staged_import(site.signed_in_again(), buffer.getvalue())
    answer = site.signed_in_again().post(address, {"go": "run"})
    if answer.status not in (200, 302):
        raise SystemExit(f"The import answered {answer.status}.")
    site.run("shell", "--command", TO_ADMIN)


def measure(site: Site) -> dict[str, float]:
    """CPU milliseconds a request by the name of the page: the median of rounds, taken in turn."""
    signed_in = site.signed_in_again()
    browser = Browser(site.port)
    browser.cookies, browser.token = signed_in.cookies, signed_in.token
    pages = works(browser)
    saving = {name: pages.pop(name) for name in [SAVE]}  # last: what it empties is not the other pages' work
    found: dict[str, list[float]] = {name: [] for name in [*pages, *saving]}
    for among in (pages, saving):
        for turn in range(ROUNDS):
            for name, work in among.items():
                begin = spent(site.process.pid)
                for number in range(REQUESTS):
                    answer = work(turn * REQUESTS + number)
                    if answer.status not in (200, 302):
                        raise SystemExit(f"{name} answered {answer.status}.")
                found[name].append((spent(site.process.pid) - begin) * 1_000 / REQUESTS)
    return {name: statistics.median(rounds) for name, rounds in found.items()}


def works(browser: Visitor) -> dict[str, Callable[[int], Answer]]:
    """What is asked for; a work is called with the number of its round."""
    page = browser.get("/team/agents/agent-00003/edit/").text
    seen = page.split('name="frontmatter_seen" value="')[1].split('"')[0]
    key = {"kind": "agent", "frontmatter_seen": seen, "base": "1", "document": "3", "message": ""}
    return {
        "nothing (health)": lambda n: browser.get("/healthz"),
        "library": lambda n: browser.get("/team/agents/"),
        ADMIN: lambda n: browser.get("/admin/agents/document/"),
        "agent page": lambda n: browser.get("/team/agents/agent-00002/"),
        SAVE: lambda n: browser.post(
            "/team/agents/agent-00002/edit/", {"base": str(n + 1), "source": f"{source(2)}Round {n}.\n", "message": ""}
        ),
        "live preview, one key in 4 KB": lambda n: browser.post(
            "/team/live/",
            key | {"source": f"{source(3)}{'x' * (n + 1)}\n", "seq": str(n + 1)},
            **{"HX-Request": "true"},
        ),
    }


def spent(pid: int) -> float:
    """CPU seconds of a process and all below it, from the scheduler's own books."""
    below = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split()  # noqa: S603, S607
    threads = [int(books.read_text().split()[0]) for books in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    return sum(threads) / 1e9 + sum(spent(int(child)) for child in below)


def show(found: dict[str, float]) -> None:
    print(f"{'':32}{'CPU ms':>8}  admin ÷ this")
    for name, milliseconds in found.items():
        print(f"{name:32}{milliseconds:8.2f}{found[ADMIN] / milliseconds:14.1f}")


if __name__ == "__main__":
    main()
