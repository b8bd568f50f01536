"""The source editor alone on a page, under the site's own policy: what the tests of the bundle look at."""

from pathlib import Path

from csp.utils import build_policy
from playwright.sync_api import Page, Route, expect

ROOT = Path(__file__).parents[2]
ORIGIN = "http://editor.test"

TEXT = """---
name: qa
description: "Tests what others build" # in short
tools: Read, Grep
---

You test **things** with `pytest`.

## Before

- Ask for a branch

### Notes

- [ ] See [tone](../guidelines/tone.md)

## After

Say what <example>happened</example>.
"""

HTML = """<!doctype html>
<html lang="en" data-theme="{theme}">
<head><meta charset="utf-8"><title>Editor</title>
<link rel="stylesheet" href="/static/css/foundation.css"><link rel="stylesheet" href="/page.css"></head>
<body><main><h1>Editor</h1><form id="form"><label for="source">Source of qa</label>
<textarea id="source" name="source">
{text}</textarea><p><button>Save</button></p></form></main>
<script type="module" src="/page.js"></script></body></html>"""

CSS = """main { display: flex; flex-direction: column; block-size: 100dvh; }
form { display: flex; flex: 1; flex-direction: column; min-block-size: 0; }
form button { block-size: 32px; }"""

JS = """import { mount } from "/static/vendor/codemirror.js";
const heard = { inputs: 0, changes: [], cursor: null, asked: [], wrap: null, letters: 0 };
const source = document.getElementById("source");
source.addEventListener("input", () => heard.inputs++);
document.addEventListener("keydown", (event) => heard.letters += event.key.length === 1 && !event.ctrlKey);
document.getElementById("form").addEventListener("submit", (event) => event.preventDefault());
const editor = mount(source, {
  fetchList: () => import("/static/vendor/codemirror-suggestions.js"),
  onChange: (text, change) => heard.changes.push({ ...change, isSame: text === source.value }),
  onCursor: (cursor) => (heard.cursor = cursor),
  onWrap: (wrap) => (heard.wrap = wrap),
  complete: async (place) => {
    heard.asked.push(place);
    document.body.dataset.asked = `${place.where} ${place.key}`;
    return place.key === "tools" ? ["Read", { label: "WebFetch", detail: "fetches a page" }] : [];
  },
});
Object.assign(window, { editor, heard, mount });"""


class Sheet:
    """The page with the editor on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.content = page.get_by_role("textbox", name="Source of qa")

    def open(self, text: str = TEXT, *, theme: str = "light") -> "Sheet":
        files = {
            "/": (HTML.format(text=text, theme=theme), "text/html"),
            "/page.css": (CSS, "text/css"),
            "/page.js": (JS, "text/javascript"),
        }

        def answer(route: Route) -> None:
            path = route.request.url.removeprefix(ORIGIN)
            if path not in files:
                return route.fulfill(path=ROOT / path[1:])
            body, kind = files[path]
            return route.fulfill(body=body, content_type=kind, headers={"Content-Security-Policy": build_policy()})

        self.page.route(f"{ORIGIN}/**", answer)
        self.page.goto(f"{ORIGIN}/")
        expect(self.content).to_be_visible()
        return self

    def run(self, script: str, *given):
        return self.page.evaluate(script, *given)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    @property
    def text(self) -> str:
        """What the form would send, which is what the editor holds."""
        sent, held = self.run("[new FormData(form).get('source'), editor.text]")
        assert sent.replace("\r\n", "\n") == held
        return held
