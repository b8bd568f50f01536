/* Ways to get to a line: from a problem, a field, an address, or by a double click in the preview. */
import { readAddress } from "../line-address.js";
import { showSource } from "./layout.js";
import { editor, source } from "./sheet.js";

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
  window.addEventListener("hashchange", jumpToAddress);
  jumpToAddress();
}

/* Other pages link to lines of the editor as “#L12” or “#L12-L14”. */
function jumpToAddress() {
  const lines = readAddress(location.hash);
  if (lines?.side !== "L") return;
  jump(lines.first);
  editor.flashLines(lines.first, lines.last);
}

function jump(line) {
  showSource();
  editor.goTo(line);
}

function lineWith(key) {
  const found = source.value.split("\n").findIndex((text) => text.trimStart().startsWith(`${key}:`));
  return found < 0 ? 1 : found + 1;
}
