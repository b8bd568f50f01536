/* Source and preview scroll together.  Every block of the preview knows its source line: those are the
   anchors; between two of them we interpolate, and both ends are anchors too. */
import { rows } from "./sheet.js";

const KEY = "agentsite.editor.together";
const QUIET = 100; // ms in which a pane's scrolling is the other one's echo
const sheet = document.querySelector(".sheet");
const preview = document.getElementById("preview");
const together = document.querySelector("[data-together]");
const tick = together.querySelector("input");
let pairs = null;
let echo = { pane: null, until: 0 };

export function scrollTogether() {
  together.hidden = false;
  tick.checked = read() !== "off";
  tick.addEventListener("change", () => write(tick.checked ? "on" : "off"));
  for (const [leader, follower] of [[sheet, preview], [preview, sheet]]) {
    leader.addEventListener("scroll", () => follow(leader, follower), { passive: true });
  }
  const forget = () => (pairs = null);
  preview.addEventListener("htmx:afterSwap", forget);
  document.getElementById("source").addEventListener("input", forget);
  new ResizeObserver(forget).observe(sheet);
  new ResizeObserver(forget).observe(preview);
}

function follow(leader, follower) {
  if (!tick.checked || (echo.pane === leader && performance.now() < echo.until)) return;
  pairs ??= measure();
  const from = leader === sheet ? 0 : 1;
  echo = { pane: follower, until: performance.now() + QUIET };
  follower.scrollTop = across(leader.scrollTop, from, 1 - from);
}

function measure() {
  const ends = [sheet, preview].map((pane) => Math.max(0, pane.scrollHeight - pane.clientHeight));
  const base = preview.getBoundingClientRect().top - preview.scrollTop;
  const found = [[0, 0]];
  for (const block of preview.querySelectorAll("[data-line]")) {
    const row = rows()[block.dataset.line - 1];
    const pair = [row?.offsetTop ?? 0, block.getBoundingClientRect().top - base];
    const last = found.at(-1);
    if (pair[0] > last[0] && pair[1] > last[1] && pair[0] < ends[0] && pair[1] < ends[1]) found.push(pair);
  }
  return [...found, ends];
}

function across(top, from, to) {
  const next = pairs.findIndex((pair) => pair[from] > top);
  if (next < 0) return pairs.at(-1)[to];
  const [a, b] = [pairs[Math.max(next - 1, 0)], pairs[next]];
  const share = (top - a[from]) / (b[from] - a[from] || 1);
  return a[to] + share * (b[to] - a[to]);
}

function read() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function write(value) {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    /* private windows may keep nothing */
  }
}
