/* A fix is asked of the server with the next question about the text, so that it fits the text as it is then;
   the answer is one step of the editor's undo. */
import { editor } from "./sheet.js";

const live = document.getElementById("live");
const list = document.getElementById("problems");
const said = document.getElementById("fixed");
let wanted = "";
let wasInList = false;

export function sendFixes() {
  live.addEventListener("htmx:configRequest", (event) => {
    if (wanted) event.detail.parameters.fix = wanted;
    else said.textContent = "";
  });
}

export function askFix(key) {
  wanted = key;
  wasInList = list.contains(document.activeElement);
  live.dispatchEvent(new Event("again"));
}

/* Called when an answer is in the page: whoever pressed a button that is gone is not left nowhere. */
export function fixesAnswered() {
  if (!wanted) return;
  wanted = "";
  if (!wasInList || document.activeElement !== document.body) return;
  const next = list.querySelector("[name=fix]");
  if (next) return next.focus();
  list.hidePopover();
  editor.focus();
}
