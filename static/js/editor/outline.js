/* The sections of the source as a menu: the one the caret is in is marked, arrows and letters go about, Enter goes there. */
import { caret } from "./place.js";
import { goToLine } from "./places.js";
import { editor, source } from "./sheet.js";

const menu = document.getElementById("outline");
const button = document.querySelector("[data-do=outline]");

menu.addEventListener("click", choose);
menu.addEventListener("keydown", move);
menu.addEventListener("toggle", (event) => button.setAttribute("aria-expanded", String(event.newState === "open")));

export function toggle() {
  if (menu.matches(":popover-open")) return menu.hidePopover();
  const sections = [...frontmatter(), ...editor.outline()];
  const current = sections.findLast(({ line }) => line <= caret.line) ?? sections[0];
  menu.replaceChildren(...(sections.length ? sections.map((section) => item(section, section === current)) : [nothing()]));
  menu.showPopover();
  stand();
  (menu.querySelector("[aria-current]") ?? menu.firstElementChild).focus();
}

function frontmatter() {
  return /^\ufeff?---\s*\n/.test(source.value) ? [{ level: 1, title: "Frontmatter", line: 1 }] : [];
}

function item({ level, title, line }, isCurrent) {
  const element = document.createElement("button");
  element.type = "button";
  element.role = "menuitem";
  element.className = "item";
  element.dataset.to = line;
  element.style.paddingInlineStart = `${8 + 14 * (level - 1)}px`;
  element.tabIndex = -1;
  if (isCurrent) element.setAttribute("aria-current", "true");
  element.append(title || "Untitled");
  return element;
}

function nothing() {
  const element = item({ level: 1, title: "There are no headings yet.", line: 1 }, true);
  element.setAttribute("aria-disabled", "true");
  return element;
}

/* Below its button, and within the window. */
function stand() {
  const { bottom, right } = button.getBoundingClientRect();
  const left = Math.max(8, Math.min(right - menu.offsetWidth, innerWidth - menu.offsetWidth - 8));
  menu.style.insetInlineStart = `${left}px`;
  menu.style.insetBlockStart = `${Math.max(8, Math.min(bottom + 4, innerHeight - menu.offsetHeight - 8))}px`;
}

function choose(event) {
  const to = event.target.closest("[data-to]")?.dataset.to;
  if (!to) return;
  menu.hidePopover();
  goToLine(Number(to));
}

function move(event) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const last = items.length - 1;
  const target = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[event.key] ?? byLetter(event, items, at);
  if (event.key === "Tab") menu.hidePopover();
  if (target === undefined || target < 0) return;
  event.preventDefault();
  items[target].focus();
}

function byLetter({ key, ctrlKey, metaKey, altKey }, items, at) {
  if (key.length !== 1 || key === " " || ctrlKey || metaKey || altKey) return undefined;
  const begins = (one) => one.textContent.toLowerCase().startsWith(key.toLowerCase());
  const after = items.findIndex((one, number) => number > at && begins(one));
  return after < 0 ? items.findIndex(begins) : after;
}
