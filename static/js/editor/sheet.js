/* The source as a sheet: line numbers and colours are drawn behind a textarea whose own letters are
   transparent.  The textarea stays the only place where text lives. */
import { nextState, paint } from "./paint.js";

const sheet = document.querySelector(".sheet");
const drawn = sheet.querySelector(".sheet-lines");
export const source = document.getElementById("source");
let texts = [];
let states = [];

export function openSheet() {
  sheet.classList.add("drawn");
  draw();
  source.addEventListener("input", draw);
}

/* Draw what has changed: the lines between the unchanged beginning and end, and those whose meaning follows. */
export function draw() {
  const lines = source.value.split("\n");
  const most = Math.min(lines.length, texts.length);
  let head = 0;
  while (head < most && lines[head] === texts[head]) head++;
  let tail = 0;
  while (tail < most - head && lines.at(-1 - tail) === texts.at(-1 - tail)) tail++;

  const gone = texts.length - tail - head;
  const came = lines.length - tail - head;
  fit(head + Math.min(gone, came), came - gone);
  states.splice(head, gone, ...Array(came).fill(null));
  texts = lines;
  colour(head, head + came);
  return [head + 1, head + came];
}

/* Rows of changed lines are used again; only as many as are too few or too many come or go. */
function fit(index, more) {
  const before = drawn.children[index] ?? null;
  const fresh = document.createDocumentFragment();
  for (let i = 0; i < more; i++) fresh.append(document.createElement("div"));
  drawn.insertBefore(fresh, before);
  for (let i = more; i < 0; i++) drawn.children[index].remove();
}

function colour(first, last) {
  let state = first ? nextState(states[first - 1], texts[first - 1]) : "start";
  for (let i = first; i < texts.length; i++) {
    if (i >= last && states[i] === state) return;
    states[i] = state;
    drawn.children[i].replaceChildren(...paint(texts[i], state));
    state = nextState(state, texts[i]);
  }
}

/* Put in another text.  Caret and scroll stay, as only what differs is replaced. */
export function setText(text) {
  const old = source.value;
  let head = 0;
  while (head < Math.min(old.length, text.length) && old[head] === text[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, text.length) - head;
  while (tail < most && old.at(-1 - tail) === text.at(-1 - tail)) tail++;
  source.setRangeText(text.slice(head, text.length - tail), head, old.length - tail, "preserve");
  const [first, last] = draw();
  flash(first, Math.max(first, last));
}

function flash(first, last) {
  for (const row of [...drawn.children].slice(first - 1, last)) {
    row.classList.add("touched");
    row.addEventListener("animationend", () => row.classList.remove("touched"), { once: true });
  }
}

export const rows = () => drawn.children;
export const lineOf = (position) => source.value.slice(0, position).split("\n").length;
export const startOf = (line) => texts.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);

/* Put the caret at the beginning of a line and show it. */
export function goTo(line) {
  const known = Math.min(Math.max(line, 1), texts.length);
  const start = startOf(known);
  source.focus({ preventScroll: true });
  source.setSelectionRange(start, start);
  drawn.children[known - 1].scrollIntoView({ block: "center" });
}
