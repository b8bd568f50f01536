/* Ways to get to a place: from a problem, a field, an address, or by a double click in the preview. */
import { readAddress } from "../line-address.js";
import { placeOf } from "./findings.js";
import { showSource } from "./layout.js";
import { editor, source } from "./sheet.js";

const problems = document.getElementById("problems");

export function jumpToLines() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-line], button[data-find], button[data-problem]");
    if (!button) return;
    problems.hidePopover();
    if (button.dataset.problem) select(document.getElementById(button.dataset.problem));
    else goToLine(button.dataset.find ? lineWith(button.dataset.find) : Number(button.dataset.line));
  });
  document.getElementById("preview").addEventListener("dblclick", (event) => {
    const block = event.target.closest("[data-line]");
    if (block) goToLine(Number(block.dataset.line));
  });
  window.addEventListener("hashchange", jumpToAddress);
  jumpToAddress();
}

export function goToLine(line) {
  showSource();
  editor.goTo(line);
}

/* Other pages link to lines of the editor as “#L12” or “#L12-L14”, and to a problem as “#fix-…”. */
function jumpToAddress() {
  const key = /^#fix-([\w-]+)$/.exec(location.hash)?.[1];
  const item = key && document.getElementById(`problem-${key}`);
  if (item) return showProblem(item);
  const lines = readAddress(location.hash);
  if (lines?.side !== "L") return;
  goToLine(lines.first);
  editor.flashLines(lines.first, lines.last);
}

function showProblem(item) {
  select(item);
  item.setAttribute("aria-current", "true");
  problems.showPopover();
  (item.querySelector("[name=fix]") ?? item.querySelector("button")).focus();
  item.scrollIntoView({ block: "nearest" });
}

function select(item) {
  showSource();
  editor.select(placeOf(item));
}

function lineWith(key) {
  const found = source.value.split("\n").findIndex((text) => text.trimStart().startsWith(`${key}:`));
  return found < 0 ? 1 : found + 1;
}
