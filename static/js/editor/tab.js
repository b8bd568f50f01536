/* Tab indents in the source.  Escape, then Tab, leaves it: nobody is trapped. */
import { source } from "./sheet.js";

const INDENT = "  ";
let leaving = false;

export function indentWithTab() {
  document.getElementById("source-hint").hidden = false;
  source.addEventListener("blur", () => (leaving = false));
  source.addEventListener("keydown", (event) => {
    if (event.key === "Tab" && !event.shiftKey && !leaving && !event.isComposing && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      indent();
    }
    if (event.key !== "Tab" && event.key !== "Shift") leaving = event.key === "Escape";
  });
}

/* insertText keeps the browser's undo. */
function indent() {
  const { selectionStart: start, selectionEnd: end, value } = source;
  if (!value.slice(start, end).includes("\n")) {
    document.execCommand("insertText", false, INDENT);
    return;
  }
  const first = value.lastIndexOf("\n", start - 1) + 1;
  const lines = value.slice(first, end).replace(/^(?=[^\n])/gm, INDENT);
  source.setSelectionRange(first, end);
  document.execCommand("insertText", false, lines);
  source.setSelectionRange(first, first + lines.length);
}
