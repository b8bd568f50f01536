/* Saved or not: said beside the title and in the window's title, asked about on leaving. */
import { source } from "./sheet.js";

const form = document.getElementById("edit");
const saved = document.getElementById("saved");
const button = document.getElementById("save");
const title = document.title;
const start = source.value;
const began = "dirty" in form.dataset;
const lineEnds = () => document.getElementById("line-ends").value;
const startEnds = lineEnds();
let pending = false; // an edit of the form that is not in the source yet
let leaving = false;

export function keepState() {
  source.addEventListener("input", show);
  document.getElementById("definition")?.addEventListener("input", () => {
    pending = true;
    show();
  });
  form.addEventListener("submit", submit);
  document.addEventListener("keydown", saveByKey);
  window.addEventListener("beforeunload", (event) => {
    if (isDirty() && !leaving) event.preventDefault();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = false;
    show();
  });
  nameKey();
  show();
}

/* Called when an answer has brought the form's edits into the source. */
export function settle() {
  pending = false;
  show();
}

const isDirty = () => began || pending || source.value !== start || lineEnds() !== startEnds;

function show() {
  const dirty = isDirty();
  document.title = dirty ? `• ${title}` : title;
  say(dirty ? "circle-dot" : "check", dirty ? "Unsaved" : saved.dataset.saved);
}

function say(icon, words) {
  const text = saved.lastChild;
  if (text.textContent.trim() === words) return;
  const use = saved.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#i-${icon}`));
  text.textContent = words;
}

function submit(event) {
  if (leaving) {
    event.preventDefault(); // twice is once too often
    return;
  }
  leaving = true;
  say("refresh-cw", "Saving…");
}

function saveByKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  form.requestSubmit(button);
}

function nameKey() {
  const key = button.querySelector("[data-save-key]");
  key.textContent = /Mac|iP/.test(navigator.platform) ? "⌘S" : "Ctrl S";
  key.hidden = false;
}
