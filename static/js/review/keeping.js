/* What is typed and not sent yet is kept in this browser, for the same person at the same place, until the server
   has it; signing out forgets it.  It comes back when its form is there again. */
import { clock } from "../times.js";
import { drop, keep, kept, read } from "./unsent.js";

const WAIT = 300;
const timers = new WeakMap();

export function keepWords() {
  document.addEventListener("input", ({ target }) => {
    const form = target.closest?.("form[data-keep]");
    if (form && target.matches("textarea, [type=radio]")) timers.has(form) || timers.set(form, setTimeout(() => write(form), WAIT));
  });
  addEventListener("pagehide", () => document.querySelectorAll("form[data-keep]").forEach((form) => timers.has(form) && write(form)));
  document.addEventListener("submit", ({ target }) => target.matches("form[data-keep]") && write(target, { isSent: true }));
  document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
    const form = detail.requestConfig?.elt;
    if (form?.matches?.("form[data-keep]") && detail.successful && detail.requestConfig.verb === "post") forget(form);
  });
}

/* Bring back what was typed into the forms of ``root``. */
export function bringBack(root) {
  for (const form of root.querySelectorAll("form[data-keep]:not([data-back])")) {
    form.dataset.back = "";
    if (form.querySelector("[role=alert]")) continue; // it came back with what was typed
    const words = read(form.dataset.keep);
    if (!words) continue;
    if (isSent(form, words)) drop(form.dataset.keep);
    else if (boxes(form).every((text) => text.value === text.defaultValue)) fill(form, words);
  }
}

/* What was begun here and has no form on this page. */
export function unsentElsewhere(place) {
  const here = new Set([...document.querySelectorAll("form[data-keep]")].map((form) => form.dataset.keep));
  return kept(place).filter(([key, words]) => words.again && !here.has(key) && !isPosted(words));
}

const boxes = (form) => [...form.querySelectorAll("textarea[name]")];
const isPosted = ({ once, isSent }) => Boolean(once && isSent && document.querySelector(`[data-once^="${CSS.escape(once)}"]`));

/* The server has it when it shows it, when a verdict was given since, or when the form holds the same words. */
function isSent(form, words) {
  const { seen } = form.elements;
  if (isPosted(words) || (seen && words.seen !== seen.value)) return true;
  return boxes(form).every((text) => (words.fields[text.name] ?? text.defaultValue) === text.defaultValue);
}

function write(form, { isSent = false } = {}) {
  clearTimeout(timers.get(form));
  timers.delete(form);
  const changed = boxes(form).filter((text) => text.value !== text.defaultValue);
  if (!changed.length) return drop(form.dataset.keep);
  const { once, seen, verdict } = form.elements;
  const fields = Object.fromEntries(changed.map((text) => [text.name, text.value]));
  keep(form.dataset.keep, { fields, once: once?.value, seen: seen?.value, verdict: verdict?.value, isSent, again: form.dataset.again, about: form.dataset.about, at: Date.now() });
}

function forget(form) {
  clearTimeout(timers.get(form));
  timers.delete(form);
  drop(form.dataset.keep);
}

function fill(form, words) {
  for (const text of boxes(form)) {
    if (!(text.name in words.fields)) continue;
    text.value = words.fields[text.name];
    for (let fold = text.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (words.once && form.elements.once) form.elements.once.value = words.once; // sent twice it is said once
  if (words.verdict && form.elements.verdict) form.elements.verdict.value = words.verdict;
  const told = document.getElementById("box-kept").content.firstElementChild.cloneNode(true);
  told.querySelector("time").textContent = clock(new Date(words.at));
  told.querySelector("button").addEventListener("click", () => {
    for (const text of boxes(form)) text.value = text.defaultValue;
    boxes(form)[0].dispatchEvent(new Event("input", { bubbles: true }));
    forget(form);
    told.remove();
    boxes(form)[0].focus();
  });
  form.prepend(told);
}
