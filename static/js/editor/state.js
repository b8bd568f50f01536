/* Saved or not: said beside the title and in the window's title, asked about on leaving. */
import { source } from "./sheet.js";

const form = document.getElementById("edit");
const saved = document.getElementById("saved");
const title = document.title;
let start = source.defaultValue; // the text of the version this is an edit of; null when only the server knows it
let began = "dirty" in form.dataset;
const lineEnds = () => document.getElementById("line-ends").value;
const startEnds = lineEnds();
let pending = false; // an edit of the form that is not in the source yet
let leaving = false;
let draft = { icon: "circle-dot", words: "Unsaved", isKept: false };

export function keepState() {
  source.addEventListener("input", show);
  document.getElementById("definition")?.addEventListener("input", () => {
    pending = true;
    show();
  });
  window.addEventListener("beforeunload", (event) => {
    if (isDirty() && !draft.isKept && !leaving) event.preventDefault();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = false;
    show();
  });
  show();
}

/* Called when an answer has brought the form's edits into the source. */
export function settle() {
  pending = false;
  show();
}

export const isDirty = () => began || pending || source.value !== start || lineEnds() !== startEnds;

export const isPending = () => pending;

export const isLeaving = () => leaving;

/* What became of the draft, in words; isKept when the server has all of it. */
export function tell(news) {
  draft = news;
  show();
}

/* From now on the text is an edit of another version, whose text is ``text`` (null when it is not here). */
export function rebase(number, text) {
  form.elements.base.value = number;
  [start, began] = [text, false];
  saved.dataset.saved = `Saved v${number}`;
  document.getElementById("base").textContent = `Base v${number}`;
  show();
}

export const origin = () => ({ number: form.elements.base.value, text: began ? null : start });

/* The page is being left on purpose. */
export function leave() {
  leaving = true;
  say("refresh-cw", "Saving…");
}

function show() {
  if (leaving) return;
  const dirty = isDirty();
  document.title = dirty ? `• ${title}` : title;
  say(dirty ? draft.icon : "check", dirty ? draft.words : saved.dataset.saved);
}

function say(icon, words) {
  const text = saved.lastChild;
  if (text.textContent.trim() === words) return;
  const use = saved.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#i-${icon}`));
  text.textContent = words;
}
