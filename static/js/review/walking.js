/* n and p walk from change to change, through files as they come; v, c and s act on the one at hand. */
import { comment } from "./lines.js";
import { lineOf, load, openFormIn } from "./place.js";

const bar = document.querySelector("[data-review-walk]");
const ACTS = { viewed, comment: () => say(""), suggest: () => say("&suggest=1") };
let here = null;

export function walkChanges() {
  if (!bar) return;
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.step) go(Number(button.dataset.step));
    if (button?.dataset.do) ACTS[button.dataset.do]();
  });
}

const isSeen = (element) => element.checkVisibility();
const stops = () => [...document.querySelectorAll("#files [data-change]:not(dl), #files article.shut")].filter(isSeen);

const isToCome = (stop) => stop?.matches("article[hx-trigger]");

async function go(step) {
  let stop = next(step);
  while (isToCome(stop)) {
    const file = await load(stop);
    const inside = stops().filter((one) => file?.contains(one) || one === file);
    stop = isToCome(file) ? null : inside.at(step > 0 ? 0 : -1) ?? file;
  }
  const all = stops();
  if (stop) visit(stop, `${all.indexOf(stop) + 1} of ${all.length}`);
}

function next(step) {
  const all = stops();
  const at = all.indexOf(current());
  return all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length];
}

/* Where one is: what has the focus, else what was visited last. */
function current() {
  const focused = document.activeElement?.closest("#files [data-change], #files article.shut");
  return focused ?? (here?.isConnected ? here : null);
}

function visit(stop, told) {
  here = stop;
  stop.tabIndex = -1;
  stop.focus({ preventScroll: true });
  stop.scrollIntoView({ block: "center" });
  for (const file of document.querySelectorAll(".file.here")) file.classList.remove("here");
  article()?.classList.add("here");
  bar.querySelector("[data-at]").textContent = told;
}

function article() {
  const at = current() ?? document.activeElement;
  return at?.closest("article.file") ?? document.querySelector("#files article.file:not(.shut)");
}

function viewed() {
  const file = article();
  const id = file?.id;
  file?.querySelector("[data-viewed] button")?.click();
  document.body.addEventListener("htmx:afterSettle", () => document.getElementById(id)?.querySelector("[data-viewed] button")?.focus(), { once: true });
}

/* The last line that was picked, or the changed line at hand, or else the file. */
function say(more) {
  const file = article();
  const row = current()?.closest("tr") ?? file?.querySelector("tr[data-change]");
  const cells = [...(row?.querySelectorAll("td.n[id]") ?? [])].filter((cell) => cell.querySelector("a"));
  const line = lineOf(cells.at(-1));
  if (line && (!more || line.side === "R")) return comment(line, line, more);
  const below = more && row ? nextNew(row) : null;
  if (below) return comment(below, below, more);
  const link = file?.querySelector("a[data-say-file]");
  if (link) openFormIn(file.querySelector("[data-say-here='file']"), link.href);
}

/* Below lines that are taken out stand those that come instead. */
function nextNew(row) {
  for (let at = row; at; at = at.nextElementSibling) {
    const cell = [...at.querySelectorAll("td.n[id]")].at(-1);
    const line = lineOf(cell);
    if (line?.side === "R") return line;
  }
  return null;
}
