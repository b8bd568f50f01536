/* While one types @: the people of the team whose names begin so.  Up and down choose, Enter or Tab takes, Esc closes. */
import { caretPlace } from "./caret.js";

const BEGUN = /(?:^|[^\p{L}\p{N}_@./+-])@([\p{L}\p{N}_.+-]{0,60})$/u;
const MOST = 8;
const list = Object.assign(document.createElement("ul"), { id: "at-list", className: "menu at-list", popover: "manual", role: "listbox" });
const said = Object.assign(document.createElement("p"), { className: "vh", role: "status" });
let asked = null;
let open = null; // { text, start, found, at }

export function completePeople(text, address) {
  if (!list.isConnected) begin();
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-controls", list.id);
  text.addEventListener("input", () => look(text, address));
  text.addEventListener("keydown", press);
  text.addEventListener("blur", close);
  text.addEventListener("click", close);
}

function begin() {
  list.setAttribute("aria-label", "People of the team");
  document.getElementById("main").append(list, said);
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the words keep the focus
    const option = event.target.closest("[role=option]");
    if (option) take([...list.children].indexOf(option));
  });
}

/* Fetched once, when somebody is to be named; out of reach it is asked for again at the next key. */
function people(address) {
  return (asked ??= fetch(address, { redirect: "error" })
    .then((response) => (response.ok ? response.json() : Promise.reject(response)))
    .then((answer) => answer.people)
    .catch(() => (asked = null)));
}

async function look(text, address) {
  const begun = BEGUN.exec(text.value.slice(0, text.selectionStart));
  if (!begun) return close();
  const known = await people(address);
  const now = BEGUN.exec(text.value.slice(0, text.selectionStart));
  if (!known || !now || document.activeElement !== text) return close();
  const word = now[1].toLowerCase();
  const found = known.filter((one) => begins(one, word)).slice(0, MOST);
  if (!found.length || (found.length === 1 && found[0].name.toLowerCase() === word)) return close();
  open = { text, start: text.selectionStart - now[1].length - 1, found, at: 0 };
  draw();
}

const begins = ({ name, shown }, word) => [name, ...shown.split(/\s+/)].some((part) => part.toLowerCase().startsWith(word));

function draw() {
  list.replaceChildren(...open.found.map(option));
  const { left, bottom, top } = caretPlace(open.text, open.start);
  if (!list.matches(":popover-open")) list.showPopover();
  const isBelow = bottom + list.offsetHeight + 8 < innerHeight;
  list.style.insetInlineStart = `${Math.max(8, Math.min(left, innerWidth - list.offsetWidth - 8))}px`;
  list.style.insetBlockStart = `${isBelow ? bottom + 4 : Math.max(8, top - list.offsetHeight - 4)}px`;
  said.textContent = `${open.found.length} ${open.found.length === 1 ? "person" : "people"}. Up and down choose, Enter takes.`;
  choose(0);
}

function option({ name, shown }, index) {
  const item = Object.assign(document.createElement("li"), { id: `at-${index}`, role: "option" });
  item.appendChild(document.createElement("b")).textContent = `@${name}`;
  item.appendChild(document.createElement("span")).textContent = shown === name ? "" : shown;
  return item;
}

function choose(index) {
  open.at = (index + open.found.length) % open.found.length;
  [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === open.at)));
  open.text.setAttribute("aria-activedescendant", `at-${open.at}`);
}

function press(event) {
  if (!open || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const acts = { ArrowDown: () => choose(open.at + 1), ArrowUp: () => choose(open.at - 1), Enter: () => take(open.at), Tab: () => take(open.at), Escape: close };
  if (!acts[event.key] || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  acts[event.key]();
}

function take(index) {
  const { text, start, found } = open;
  close();
  text.setSelectionRange(start, text.selectionStart);
  const words = `@${found[index].name} `;
  if (!document.execCommand("insertText", false, words)) text.setRangeText(words, start, text.selectionEnd, "end"); // the first can be undone
}

function close() {
  open?.text.removeAttribute("aria-activedescendant");
  open = null;
  said.textContent = "";
  if (list.matches(":popover-open")) list.hidePopover();
}
