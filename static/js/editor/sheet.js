/* The source: CodeMirror over the textarea, which stays the form's field. */
import { mount } from "../../vendor/codemirror.js";
import { complete } from "./complete.js";
import { caret, showPlace } from "./place.js";

const KEY = "agentsite.editor.wrap";
const buttons = document.querySelector("[data-tools]");
export const source = document.getElementById("source");
const wrap = remembered();
const fetchList = () => import("../../vendor/codemirror-suggestions.js");
export const editor = mount(source, { readOnly: source.readOnly, wrap, complete, fetchList, onCursor: showPlace, onWrap: showWrap });

export function openSheet() {
  document.getElementById("source-hint").hidden = false;
  buttons.hidden = false;
  showWrap(wrap);
  source.addEventListener("input", () => (caret.hasTyped = true));
  editor.host.addEventListener("focusout", () => (caret.hasTyped = false));
  buttons.addEventListener("click", (event) => {
    const wanted = event.target.closest("button")?.dataset.do;
    if (wanted === "find") editor.find();
    if (wanted === "wrap") editor.toggleWrap();
    if (wanted !== "undo") return;
    editor.undo();
    editor.focus();
  });
}

function showWrap(isWrapped) {
  buttons.querySelector("[data-do=wrap]").setAttribute("aria-pressed", String(isWrapped));
  try {
    localStorage.setItem(KEY, isWrapped ? "on" : "off");
  } catch {
    /* private windows may keep nothing */
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}
