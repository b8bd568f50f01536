/* Single-letter keys.  A link, button or field says its own key: data-key="c" or "g a"; "?" lists them.
   Ignored while typing, with Ctrl, Alt or ⌘, and altogether when <html data-shortcuts="off">. */
import { label } from "./labels.js";
import { keysOfList, useInList } from "./list-keys.js";

const PATIENCE = 1500; // ms between the letters of "g a"
let first = "";
let timer = 0;

export function listenForKeys() {
  for (const button of document.querySelectorAll("[data-open-keys]")) {
    button.hidden = false;
    button.addEventListener("click", openHelp);
  }
  document.addEventListener("keydown", (event) => {
    if (isForOthers(event)) return;

    const keys = first ? `${first} ${event.key}` : event.key;
    const used = press(keys) || (keys === "?" && openHelp()) || useInList(event.key);
    if (used) event.preventDefault();
    wait(used ? "" : event.key);
  });
}

function isForOthers(event) {
  const modified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  const typing = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  return isOff() || modified || typing || event.defaultPrevented || event.key === "Shift" || document.querySelector("dialog[open]");
}

const isOff = () => document.documentElement.dataset.shortcuts === "off";

function wait(key) {
  clearTimeout(timer);
  first = document.querySelector(`[data-key^="${CSS.escape(key)} "]`) ? key : "";
  if (first) timer = setTimeout(() => (first = ""), PATIENCE);
}

function press(keys) {
  const element = withKeys().find((candidate) => candidate.dataset.key === keys);
  if (!element) return false;
  if (element.matches("input, textarea, select, [tabindex='-1']")) element.focus();
  else element.click();
  return true;
}

function withKeys() {
  const isThere = (element) => element.matches("a") || element.checkVisibility();
  return [...document.querySelectorAll("[data-key]")].filter(isThere);
}

function openHelp() {
  const dialog = document.getElementById("keys");
  const list = dialog?.querySelector(".keys");
  if (!list) return false;
  const letters = isOff() ? [] : [...withKeys().map((element) => [label(element), element.dataset.key]), ...keysOfList(), ["These keys", "?"]];
  list.replaceChildren(...[...always(), ...letters].map(line));
  dialog.querySelector("[data-off]").hidden = !isOff();
  document.querySelector("[popover]:popover-open")?.hidePopover();
  dialog.showModal();
  return true;
}

/* Keys with ⌘ or Ctrl, which work everywhere and cannot be switched off: <kbd data-chord="Search">. */
function always() {
  return [...document.querySelectorAll("[data-chord]")].map((key) => [key.dataset.chord, key.textContent]);
}

function line([words, keys]) {
  const row = document.createElement("div");
  const term = row.appendChild(document.createElement("dt"));
  const details = row.appendChild(document.createElement("dd"));
  term.textContent = words;
  for (const key of keys.split(" ")) details.appendChild(document.createElement("kbd")).textContent = key;
  return row;
}
