/* The command palette, on every page: ⌘K on a Mac (where Ctrl K deletes to the line's end), elsewhere Ctrl K.
   What fills it is fetched when it is opened for the first time.  Without this the links that open it lead to the
   search page. */
import { rememberPage } from "./seen.js";

const UNREACHED = "The search cannot be reached now. Try again in a moment.";
const isMac = /Mac|iP/.test(navigator.platform);
const dialog = document.getElementById("palette");
const input = dialog?.querySelector("[role=combobox]");
let rest = null;

export function listenForPalette() {
  if (!dialog) return;
  rememberPage();
  if (document.readyState === "complete") look();
  else addEventListener("load", look);
  for (const hint of document.querySelectorAll("[data-mod]")) hint.textContent = `${isMac ? "⌘" : "Ctrl "}${hint.dataset.mod}`;
  document.addEventListener("keydown", openByKey);
  document.addEventListener("click", openByLink);
  dialog.addEventListener("click", closeByClick);
  input.form.addEventListener("submit", submit); // Enter before the rest is here; keyboards of phones send no key
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
async function open() {
  document.querySelector("[popover]:popover-open")?.hidePopover();
  look();
  if (dialog.open) return;
  input.value = "";
  dialog.showModal();
  if (rest) rest.begin();
  else await fetchRest(); // which begins by itself, before any other key
}

async function submit(event) {
  event.preventDefault();
  if (!rest) await fetchRest();
  rest?.go();
}

async function fetchRest() {
  try {
    rest = await import("./palette.js");
  } catch {
    const said = dialog.querySelector("[role=status]");
    said.classList.remove("vh");
    said.textContent = UNREACHED;
  }
}

/* The stylesheet comes once the page is there. */
function look() {
  if (dialog.querySelector("link")) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = dialog.dataset.look;
  dialog.prepend(link);
}
