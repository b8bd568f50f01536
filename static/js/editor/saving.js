/* Save a version (Ctrl Enter, or the button) and a draft (Ctrl S).  A version is sent once the draft is settled,
   so that no late draft comes after it and no copy stays behind in the browser. */
import { isKept, saveDraft } from "./drafts.js";
import { isLeaving, leave } from "./state.js";

const PATIENCE = 4000; // ms a save waits for its draft; without an answer it goes ahead
const saving = document.getElementById("edit").action;
const form = document.getElementById("edit");
const button = document.getElementById("save");
const isMac = /Mac|iP/.test(navigator.platform);

export function saveByKeys() {
  form.addEventListener("submit", submit);
  document.addEventListener("keydown", press, { capture: true }); // the source would take Ctrl Enter for a new line
  nameKeys();
}

/* Send the form as a button of it would, with ``name`` for the button. */
export function send(name = "") {
  leave();
  if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: "1" }));
  form.submit();
}

async function submit(event) {
  const by = event.submitter ?? button;
  if (!("send" in by.dataset)) return;
  event.preventDefault();
  if (isLeaving()) return; // twice is once too often
  leave();
  if (!isKept()) await Promise.race([saveDraft(), new Promise((done) => setTimeout(done, PATIENCE))]);
  form.action = by.hasAttribute("formaction") ? by.formAction : saving;
  form.submit();
}

function press(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
  const isDraft = event.key.toLowerCase() === "s";
  if (!isDraft && event.key !== "Enter") return;
  if (!isDraft && document.querySelector("dialog[open]")) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.repeat) return;
  if (isDraft) saveDraft();
  else form.requestSubmit(button);
}

function nameKeys() {
  const key = button.querySelector("[data-save-key]");
  key.textContent = isMac ? "⌘↵" : "Ctrl ↵";
  key.hidden = false;
}
