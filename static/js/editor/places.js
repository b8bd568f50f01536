/* Where the caret is, and ways to get to a line: from a problem, a field, or by a double click in the preview. */
import { showSource } from "./layout.js";
import { goTo, lineOf, rows, source } from "./sheet.js";

const place = document.getElementById("place");
const sheet = document.querySelector(".sheet");
let current = null;
let pointing = false;
let waiting = false;

export function followCaret() {
  place.hidden = false;
  document.addEventListener("selectionchange", soon);
  source.addEventListener("input", soon);
  source.addEventListener("focus", soon);
  source.addEventListener("blur", () => current?.classList.remove("now"));
  document.addEventListener("pointerdown", () => (pointing = true));
  document.addEventListener("pointerup", () => (pointing = false));
  show();
}

/* Once a frame: to measure after every key would lay out a long text twice. */
function soon() {
  if (!waiting) requestAnimationFrame(show);
  waiting = true;
}

function show() {
  waiting = false;
  const position = source.selectionDirection === "backward" ? source.selectionStart : source.selectionEnd;
  const line = lineOf(position);
  const column = position - source.value.lastIndexOf("\n", position - 1);
  place.textContent = `Line ${line}, column ${position ? column : 1}`;
  current?.classList.remove("now");
  current = rows()[line - 1];
  if (document.activeElement !== source || !current) return;
  current.classList.add("now");
  if (!pointing) keepInView();
}

/* The textarea does not scroll, its pane does: keep the caret's line in it. */
function keepInView() {
  if (current.offsetHeight < sheet.clientHeight) current.scrollIntoView({ block: "nearest" });
}

export function jumpToLines() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-line], button[data-find]");
    if (!button) return;
    document.getElementById("problems").hidePopover();
    jump(button.dataset.find ? lineWith(button.dataset.find) : Number(button.dataset.line));
  });
  document.getElementById("preview").addEventListener("dblclick", (event) => {
    const block = event.target.closest("[data-line]");
    if (block) jump(Number(block.dataset.line));
  });
}

function jump(line) {
  showSource();
  goTo(line);
}

function lineWith(key) {
  const found = source.value.split("\n").findIndex((text) => text.trimStart().startsWith(`${key}:`));
  return found < 0 ? 1 : found + 1;
}
