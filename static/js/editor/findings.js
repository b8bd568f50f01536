/* The problems the server has listed, as squiggles and marks in the source.  What is new on the line one is
   typing in waits until the caret leaves it: nobody is corrected in the middle of a word. */
import { askFix } from "./mending.js";
import { caret, onMove } from "./place.js";
import { editor, source } from "./sheet.js";

const steps = document.querySelector("[data-steps]");
let told = new Set();
let held = false;

export function showFindings() {
  const items = [...document.querySelectorAll("#problem-list [data-severity]")];
  const found = items.map(finding);
  const shown = found.filter((one) => !isTooEarly(one));
  held = shown.length < found.length;
  told = new Set(shown.map(({ message }) => message));
  steps.hidden = !found.length;
  editor.setFindings(shown);
}

export function tellWhenLeft() {
  let line = 0;
  onMove(() => {
    if (caret.line !== line) tell();
    line = caret.line;
  });
  editor.host.addEventListener("focusout", tell);
}

/* Whoever asks for the next problem is told all of them. */
export function tellAll() {
  if (!held) return;
  caret.hasTyped = false;
  showFindings();
}

function tell() {
  if (held) queueMicrotask(showFindings);
}

function isTooEarly({ line, endLine, message }) {
  const isTyping = document.activeElement === editor.host && caret.hasTyped;
  return isTyping && line <= caret.line && caret.line <= endLine && !told.has(message);
}

/* Columns are counted in characters there and in UTF-16 here. */
export function placeOf(item) {
  const lines = source.value.split("\n");
  const [line, from, endLine, to] = item.dataset.place.split(":").map(Number);
  const column = (number, at) => [...(lines[number - 1] ?? "")].slice(0, at - 1).join("").length;
  return { line, from: column(line, from), endLine, to: column(endLine, to) };
}

function finding(item) {
  const fix = item.querySelector("[name=fix]");
  return {
    ...placeOf(item),
    severity: item.dataset.severity,
    message: item.querySelector("p").textContent,
    fix: fix && (() => askFix(fix.value)),
    fixLabel: fix?.textContent.trim(),
  };
}
