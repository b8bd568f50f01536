/* Comments among the lines: a click on a number, Shift and a click, or a drag over numbers opens a form below them. */
import { cellsBetween, close, lineOf, openForm, openFormIn } from "./place.js";

let anchor = null;
let dragged = null;

export function commentOnLines() {
  const files = document.getElementById("files");
  files.addEventListener("pointerdown", begin);
  files.addEventListener("pointerover", extend);
  addEventListener("pointerup", end);
  files.addEventListener("click", click);
}

const numberOf = (event) => lineOf(event.target.closest?.("td.n[id]"));

function begin(event) {
  const line = numberOf(event);
  if (!line || event.button !== 0 || event.pointerType === "touch") return;
  event.preventDefault();
  const isRange = event.shiftKey && anchor?.article === line.article && anchor.side === line.side;
  dragged = { from: isRange ? anchor : line, to: line };
  mark();
}

function extend(event) {
  const line = dragged && numberOf(event);
  if (!line || line.article !== dragged.from.article || line.side !== dragged.from.side) return;
  dragged.to = line;
  mark();
}

function end() {
  if (!dragged) return;
  const { from, to } = dragged;
  dragged = null;
  anchor = from;
  comment(from, to);
}

function click(event) {
  if (event.ctrlKey || event.metaKey) return;
  const line = numberOf(event);
  if (line) {
    event.preventDefault();
    if (event.pointerType === "touch" || event.detail === 0) comment(line, line);
    return;
  }
  const link = event.target.closest("a[data-say]");
  if (link) sayAbout(event, link);
  if (event.target.closest("a[data-cancel]")) cancel(event);
}

/* The form for a field stands below the fields, for a file at its head. */
function sayAbout(event, link) {
  const place = link.closest("article").querySelector(`[data-say-here="${link.hasAttribute("data-say-file") ? "file" : "field"}"]`);
  if (!place) return;
  event.preventDefault();
  openFormIn(place, link.href);
}

function cancel(event) {
  const holder = event.target.closest("[data-form]");
  if (!holder) return;
  event.preventDefault();
  const line = holder.previousElementSibling;
  holder.remove();
  clear();
  line?.focus?.();
}

/* Open a form for the lines; ``more`` is added to its address. */
export function comment(from, to, more = "") {
  const cells = cellsBetween(from, to);
  const last = cells.at(-1);
  const [low, high] = [from.number, to.number].sort((a, b) => a - b);
  const href = last?.querySelector("a")?.href;
  if (!href) return;
  const address = href.replace(/on=[LR]\d+$/, `on=${from.side}${low}${high > low ? `-${from.side}${high}` : ""}`);
  mark({ from, to });
  openForm(last, address + more);
}

function mark(lines = dragged) {
  clear();
  for (const cell of cellsBetween(lines.from, lines.to)) cell.closest("tr").classList.add("picked");
}

function clear() {
  for (const row of document.querySelectorAll("tr.picked")) row.classList.remove("picked");
}

export { close };
