/* The source: CodeMirror over the textarea, which stays the form's field. */
import { mount } from "../../vendor/codemirror.js";
import { complete } from "./complete.js";
import { showPlace } from "./place.js";

const buttons = document.querySelector("[data-tools]");
export const source = document.getElementById("source");
export const editor = mount(source, { readOnly: source.readOnly, complete, onCursor: showPlace });

export function openSheet() {
  document.getElementById("source-hint").hidden = false;
  buttons.hidden = false;
  buttons.addEventListener("click", (event) => {
    const wanted = event.target.closest("button")?.dataset.do;
    if (wanted === "find") editor.find();
    if (wanted !== "undo") return;
    editor.undo();
    editor.focus();
  });
}
