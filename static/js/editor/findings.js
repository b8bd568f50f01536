/* The problems the server has listed, as squiggles and marks in the source. */
import { editor, source } from "./sheet.js";

const QUOTED = /“([^”]+)”|'([^']+)'/;

export function showFindings() {
  const lines = source.value.split("\n");
  const items = [...document.querySelectorAll("#problem-list > [data-severity]")];
  editor.setFindings(items.map((item) => finding(item, lines)));
}

/* What the message quotes is what it is about; without that it is about the line. */
function finding(item, lines) {
  const line = Number(item.querySelector("[data-line]").dataset.line);
  const message = item.querySelector("p").textContent;
  const quoted = QUOTED.exec(message)?.slice(1).join("");
  const found = quoted && wholeWord(quoted).exec(lines[line - 1] ?? "");
  const where = found ? { from: found.index, to: found.index + quoted.length } : {};
  return { line, ...where, severity: item.dataset.severity, message };
}

function wholeWord(text) {
  return new RegExp(`(?<![\\w-])${text.replace(/[^\w\s]/gu, "\\$&")}(?![\\w-])`);
}
