/* Comments among the lines: a click on a number, Shift and a click, or a drag over numbers opens a form below them. */
import { clear, mark } from "./picked.js";
import { cellsBetween, lineOf, openForm, openFormIn } from "./place.js";

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
  mark(dragged);
}

function extend(event) {
  const line = dragged && numberOf(event);
  if (!line || line.article !== dragged.from.article || line.side !== dragged.from.side) return;
  dragged.to = line;
  mark(dragged);
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
    if (event.pointerType === "touch") tap(line);
    else if (event.detail === 0) comment(line, line);
    return;
  }
  const link = event.target.closest("a[data-say]");
  if (link) sayAbout(event, link);
  if (event.target.closest("a[data-cancel]")) cancel(event);
}

/* A second number, while nothing was typed for the first, makes a range. */
function tap(line) {
  const isRange = anchor?.article === line.article && anchor.side === line.side && isUntouched(line.article);
  if (!isRange) anchor = line;
  comment(anchor, line);
}

function isUntouched(article) {
  const texts = [...article.querySelectorAll("[data-form] textarea")];
  return texts.length > 0 && texts.every((text) => text.value === text.defaultValue);
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
