/* Picking lines of a source or a comparison: a click on a number, with Shift or “More lines” up to another one;
   on the numbers of a source the arrows go from line to line.  The address then names the lines. */
import { address, readAddress, words } from "./line-address.js";
import { copying } from "./copying.js";

const NUMBER = "li[id] > .no, td.n[id]";
const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 };
const box = document.querySelector("[data-lines]");
const bar = document.querySelector("[data-picked]");
const more = bar?.querySelector("[data-more]");
const isLonger = () => more.getAttribute("aria-pressed") === "true";
const at = (side, number) => document.getElementById(`${side}${number}`);
let anchor = null;

if (box && bar) {
  box.addEventListener("mousedown", (event) => event.shiftKey && event.target.closest(NUMBER) && event.preventDefault());
  box.addEventListener("click", click);
  box.addEventListener("keydown", walk);
  bar.querySelector("[data-clear]").addEventListener("click", letGo);
  more.addEventListener("click", () => more.setAttribute("aria-pressed", String(!isLonger())));
  bar.querySelector("[data-link]").addEventListener("click", (event) => copying(event, event.currentTarget.href));
  addEventListener("hashchange", arrive);
  arrive();
}

function click(event) {
  const number = event.target.closest(NUMBER);
  if (!number || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  choose(number.id || number.parentElement.id, event.shiftKey || isLonger());
}

/* From the line picked first up to this one, or this one alone. */
function choose(id, isRange) {
  const { side, first } = readAddress(`#${id}`);
  if (!isRange || anchor?.side !== side) anchor = { side, line: first };
  const [low, high] = [anchor.line, first].sort((a, b) => a - b);
  more.setAttribute("aria-pressed", "false");
  show({ side, first: low, last: high });
}

function show(lines) {
  history.replaceState(history.state, "", address(lines));
  mark(lines);
}

function mark(lines) {
  for (const row of box.querySelectorAll(".now")) row.classList.remove("now");
  bar.hidden = !lines;
  if (!lines) return;
  const end = Math.min(lines.last, lines.first + 10_000);
  for (let line = lines.first; line <= end; line++) at(lines.side, line)?.closest("li, tr").classList.add("now");
  bar.querySelector("[data-words]").textContent = words(lines);
  bar.querySelector("[data-link]").href = (box.dataset.lines || location.pathname + location.search) + address(lines);
}

/* The address of this page names lines: unfold them, show them. */
function arrive() {
  const lines = readAddress(location.hash);
  const target = lines && at(lines.side, lines.first);
  if (!target || !box.contains(target)) return mark(null);
  anchor = { side: lines.side, line: lines.first };
  const fold = target.closest("details:not([open])");
  if (fold) fold.open = true;
  mark(lines);
  target.scrollIntoView({ block: "center" });
}

function letGo() {
  anchor = null;
  mark(null);
  history.replaceState(history.state, "", location.pathname + location.search);
}

function walk(event) {
  const from = event.target.closest(".no");
  if (event.key === "Escape" && !bar.hidden) return letGo();
  if (!from || !(event.key in STEPS) || event.ctrlKey || event.altKey || event.metaKey) return;
  const items = [...box.children];
  const to = Math.min(Math.max(items.indexOf(from.parentElement) + STEPS[event.key], 0), items.length - 1);
  const number = items[to].querySelector(".no");
  event.preventDefault();
  from.tabIndex = -1;
  number.tabIndex = 0;
  number.focus();
  if (event.shiftKey) choose(items[to].id, true);
}
