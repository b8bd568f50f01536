/* Buttons and keys for problems: to the next, to the one before, and mend it. */
import { tellAll } from "./findings.js";
import { showSource } from "./layout.js";
import { askFix } from "./mending.js";
import { editor } from "./sheet.js";

const list = document.getElementById("problems");

export function offerFixes() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=fix]");
    if (!button) return;
    event.preventDefault();
    askFix(button.value);
  });
  document.querySelector("[data-steps]").addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) step(Number(button.dataset.step));
  });
  document.addEventListener("keydown", byKey, true);
}

function byKey(event) {
  if (event.key === "Enter" && event.altKey) tellAll(); // and the editor fixes what is at the caret
  if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  step(event.shiftKey ? -1 : 1);
}

function step(by) {
  tellAll();
  list.hidePopover();
  showSource();
  editor.stepFinding(by);
}
