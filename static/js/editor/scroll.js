/* Source and preview scroll together.  Every block of the preview knows its source line: those are the
   anchors; between two of them we interpolate, and both ends are anchors too. */
import { editor, source } from "./sheet.js";

const KEY = "agentsite.editor.together";
const QUIET = 100; // ms in which a pane's scrolling is the other one's echo
const sheet = editor.scroller;
const preview = document.getElementById("preview");
const together = document.querySelector("[data-together]");
const tick = together.querySelector("input");
let blocks = null;
let echo = { pane: null, until: 0 };

export function scrollTogether() {
  together.hidden = false;
  tick.checked = read() !== "off";
  tick.addEventListener("change", () => write(tick.checked ? "on" : "off"));
  for (const [leader, follower] of [[sheet, preview], [preview, sheet]]) {
    leader.addEventListener("scroll", () => follow(leader, follower), { passive: true });
  }
  const forget = () => (blocks = null);
  preview.addEventListener("htmx:afterSwap", forget);
  source.addEventListener("input", forget);
  new ResizeObserver(forget).observe(preview);
}

function follow(leader, follower) {
  if (!tick.checked || (echo.pane === leader && performance.now() < echo.until)) return;
  blocks ??= measure();
  const from = leader === sheet ? 0 : 1;
  echo = { pane: follower, until: performance.now() + QUIET };
  follower.scrollTop = across(leader.scrollTop, from, 1 - from);
}

/* The line and the place of each block, where both grow. */
function measure() {
  const base = preview.getBoundingClientRect().top - preview.scrollTop;
  const found = [{ line: 0, top: 0 }];
  for (const block of preview.querySelectorAll("[data-line]")) {
    const next = { line: Number(block.dataset.line), top: block.getBoundingClientRect().top - base };
    if (next.line > found.at(-1).line && next.top > found.at(-1).top) found.push(next);
  }
  return found;
}

/* Where a line stands is asked each time: the editor knows it only once the line is drawn. */
function across(top, from, to) {
  const ends = [sheet, preview].map((pane) => Math.max(0, pane.scrollHeight - pane.clientHeight));
  const placeOf = ({ line, top: inPreview }) => [line ? editor.topOf(line) : 0, inPreview];
  const isPast = (pair) => pair[from] > top || pair[0] >= ends[0] || pair[1] >= ends[1];
  let [low, high] = [0, blocks.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isPast(placeOf(blocks[middle]))) high = middle;
    else low = middle;
  }
  const a = placeOf(blocks[low]);
  const next = high < blocks.length ? placeOf(blocks[high]) : ends;
  const b = next[0] >= ends[0] || next[1] >= ends[1] ? ends : next;
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
