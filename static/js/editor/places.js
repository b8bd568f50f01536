/* Ways to get to a line: from a problem, a field, an address, or by a double click in the preview. */
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

/* Other pages link to a line of the editor as “#L12”. */
function jumpToAddress() {
  const line = Number(/^#L(\d{1,7})$/.exec(location.hash)?.[1]);
  if (!line) return;
  jump(line);
  editor.flashLines(line);
}

function jump(line) {
  showSource();
  editor.goTo(line);
}

function lineWith(key) {
  const found = source.value.split("\n").findIndex((text) => text.trimStart().startsWith(`${key}:`));
  return found < 0 ? 1 : found + 1;
}
