"""From a keystroke to the preview in a real browser on the real server, and how long typing keeps the page busy.

python bench/keystrokes.py            texts of 4, 20 and 100 KB

*preview* is the time from a key to the new preview on the page, less the wait of 250 ms after the last key;
*busy* is the longest task of the page's thread while somebody types fast, as the browser reports it (from 50 ms on);
*work* is what the longest one took of the processor, which does not grow when others use the machine too.
"""

import json
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from bench.compare import FRONT, saved  # noqa: E402
from bench.preview import make_text  # noqa: E402
from tests.browser.conftest import ARGS, MISSING, find_chromium  # noqa: E402
from tests.server.conftest import Site  # noqa: E402
from tests.server.crowd import filled  # noqa: E402

SIZES = {4: 60, 20: 80, 100: 200}  # KB, and the median we promise
KEYS = 15
BURST = "Somebody types this sentence fast, and then a bit more of it."
WAIT = 250
WATCH = """() => {
  window.tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({ type: "longtask" });
  const preview = document.getElementById("preview");
  document.getElementById("source").addEventListener("input", () => (window.pressed = performance.now()));
  new MutationObserver(() => (window.shown = performance.now())).observe(preview, { childList: true, subtree: true });
}"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = find_chromium(playwright)
        if chromium is None:
            print(MISSING)
            return
        site = Site(Path(folder), "")
        try:
            filled(site, 1)
            browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGS))
            heads = ("preview ms", "slowest", "promised", "busy ms", "tasks", "work ms")
            widths = (12, 9, 10, 9, 7, 9)
            print(f"{'a text of':12}" + "".join(f"{head:>{width}}" for head, width in zip(heads, widths, strict=True)))
            for size, promised in SIZES.items():
                show(site, browser, size, promised)
        finally:
            site.stop()


def show(site: Site, browser, size: int, promised: int) -> None:
    visitor = site.signed_in_again()
    saved(visitor, FRONT + make_text(size * 1_000, size))
    window = {"base_url": f"http://127.0.0.1:{site.port}", "viewport": {"width": 1440, "height": 900}}
    context = browser.new_context(**window, bypass_csp=True)  # to wait for a function
    context.add_cookies(
        [
            {"name": name, "value": value, "url": f"http://127.0.0.1:{site.port}"}
            for name, value in visitor.cookies.items()
        ]
    )
    page = context.new_page()
    page.goto("/team/agents/a0/edit/")
    lines = page.locator("#source").input_value().count("\n")
    page.evaluate(f"location.hash = '#L{lines // 2}'")
    page.keyboard.press("End")
    page.evaluate(WATCH)
    one_by_one = [key(page) for _ in range(KEYS)][2:]
    page.evaluate("tasks.length = 0")
    browser.start_tracing(page=page, categories=["toplevel"])
    page.evaluate("window.shown = 0")
    page.keyboard.type(BURST, delay=40)
    page.wait_for_function("window.shown > window.pressed")
    page.wait_for_timeout(500)
    work = most_work(browser.stop_tracing())
    tasks = page.evaluate("tasks")
    context.close()
    print(
        f"{size:9} KB{statistics.median(one_by_one):12.0f}{max(one_by_one):9.0f}{promised:10}"
        f"{max(tasks, default=0):9.0f}{len(tasks):7}{work:9.0f}"
    )


def most_work(trace: bytes) -> float:
    """Return the most milliseconds of processor time that one task of a page's main thread took."""
    events = json.loads(trace)["traceEvents"]
    names = {(event["pid"], event["tid"]): event["args"]["name"] for event in events if event["name"] == "thread_name"}
    mains = {thread for thread, name in names.items() if name == "CrRendererMain"}
    tasks = [event for event in events if (event["pid"], event["tid"]) in mains and "RunTask" in event["name"]]
    return max(task.get("tdur", 0) for task in tasks) / 1_000


def key(page) -> float:
    """Type one letter; return how long its preview took beside the wait."""
    page.evaluate("window.shown = 0")
    page.keyboard.type("x")
    page.wait_for_function("window.shown > window.pressed")
    page.wait_for_timeout(150)
    return page.evaluate("shown - pressed") - WAIT


if __name__ == "__main__":
    main()
