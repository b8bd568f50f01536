/* What can be done on this page: what it marks with data-action, whatever has a key, and the places of the navigation. */
import { label } from "../labels.js";

const PLACES = ".side .nav a[href]";
const ACTIONS = "[data-action], [data-key]";
const LAST = 6;

/* Those of the menus only when they are asked for. */
export function actionGroups(typed, isAskedFor = Boolean(typed)) {
  const places = unique([...document.querySelectorAll(PLACES)]).map((element) => ({ element, words: `Go to ${label(element)}` }));
  const actions = unique(usable().filter((element) => isAskedFor || !element.closest("#account, #switch"))).map((element) => ({ element, words: label(element) }));
  return [group("Actions here", actions, typed), group("Go to", places, typed)].filter(Boolean);
}

function usable() {
  const all = [...document.querySelectorAll(ACTIONS)].filter((element) => !element.matches(PLACES));
  return all.filter((element) => !element.disabled && !element.closest("[hidden], dialog"));
}

function unique(elements) {
  const first = new Map();
  for (const element of elements) if (label(element) && !first.has(label(element))) first.set(label(element), element);
  return [...first.values()];
}

function group(title, entries, typed) {
  const fitting = entries.map((entry) => ({ ...entry, near: nearness(entry.words, typed) })).filter(({ near }) => near <= LAST);
  if (!fitting.length) return null;
  fitting.sort((one, other) => one.near - other.near);
  const made = document.createElement("div");
  Object.assign(made, { className: "hits", role: "group" });
  made.dataset.near = String(fitting[0].near);
  made.appendChild(document.createElement("h2")).textContent = title;
  made.appendChild(document.createElement("ul")).append(...fitting.map(option));
  return made;
}

/* As the server counts for names: 1 begins so, 2 a word of it does, 3 holds it; without words all are as good. */
function nearness(words, typed) {
  const [name, wanted] = [words.toLowerCase(), typed.toLowerCase()];
  if (!wanted) return LAST;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(` ${wanted}`)) return 2;
  return name.includes(wanted) ? 3 : LAST + 1;
}

function option({ element, words }) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  const icon = (element.querySelector("svg.i") ?? element.parentElement.querySelector(":scope > svg.i"))?.cloneNode(true);
  icon?.classList.remove("s");
  if (icon) link.append(icon);
  link.appendChild(document.createElement("span")).textContent = words;
  if (document.documentElement.dataset.shortcuts !== "off") link.append(...keys(element.dataset.key ?? ""));
  if (element.href && !element.hasAttribute("download")) link.href = element.href;
  else link.act = () => use(element);
  return item;
}

function keys(written) {
  return written.split(" ").filter(Boolean).map((key) => {
    const made = document.createElement("kbd");
    made.textContent = key.toUpperCase();
    return made;
  });
}

function use(element) {
  if (element.matches("input:not([type=checkbox], [type=radio]), textarea, select")) element.focus();
  else element.click();
}
