/* The command palette, on every page: ⌘K on a Mac (where Ctrl K deletes to the line's end), elsewhere Ctrl K.
   Without this the links that open it lead to the search page. */
import { answered, ask, forget } from "./ask.js";
import { active, choose, input, list, step } from "./options.js";
import { rememberPage } from "./seen.js";

const isMac = /Mac|iP/.test(navigator.platform);
const dialog = document.getElementById("palette");

export function listenForPalette() {
  if (!dialog) return;
  rememberPage();
  if (document.readyState === "complete") look();
  else addEventListener("load", look);
  for (const hint of document.querySelectorAll("[data-mod]")) hint.textContent = `${isMac ? "⌘" : "Ctrl "}${hint.dataset.mod}`;
  document.addEventListener("keydown", openByKey);
  document.addEventListener("click", openByLink);
  dialog.addEventListener("click", closeByClick);
  dialog.addEventListener("close", forget);
  input.form.addEventListener("submit", (event) => (event.preventDefault(), go())); // keyboards of phones send no key
  input.addEventListener("input", () => ask(input.value));
  input.addEventListener("keydown", useKey);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays where one types
  list.addEventListener("pointermove", (event) => choose(event.target.closest("[role=option]")));
  list.addEventListener("click", take);
}

function openByKey(event) {
  const isMod = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  const isOurs = isMod && event.key.toLowerCase() === "k" && !event.shiftKey && !event.altKey;
  if (!isOurs || event.defaultPrevented) return;
  event.preventDefault();
  if (dialog.open) dialog.close();
  else open();
}

function openByLink(event) {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!isPlain || !event.target.closest("[data-palette]")) return;
  event.preventDefault();
  open();
}

function closeByClick(event) {
  if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
}

/* At once: what is typed right after the key must find the field. */
function open() {
  document.querySelector("[popover]:popover-open")?.hidePopover();
  look();
  if (dialog.open) return;
  input.value = "";
  list.replaceChildren();
  dialog.showModal();
  ask("");
}

/* The stylesheet comes once the page is there. */
function look() {
  if (dialog.querySelector("link")) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = dialog.dataset.look;
  dialog.prepend(link);
}

function useKey(event) {
  const keys = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: () => go(event.ctrlKey || event.metaKey) };
  if (!(event.key in keys) || event.isComposing) return;
  event.preventDefault();
  keys[event.key]();
}

async function go(isElsewhere = false) {
  const { value } = input;
  await answered();
  if (!dialog.open || input.value !== value || !active()) return; // typed on meanwhile
  if (isElsewhere && active().href) window.open(active().href, "_blank", "noopener");
  else active().click();
}

/* A link is followed as any other is; an action is done where it stands, once the dialog has let go. */
function take(event) {
  const option = event.target.closest("[role=option]");
  if (!option || (option.href && (event.ctrlKey || event.metaKey || event.shiftKey))) return;
  dialog.close();
  option.act?.();
}
