/* Where the caret is: in the status bar, for whoever wants to know, and the address of the lines one is in. */
import { copying } from "../copying.js";
import { address, words } from "../line-address.js";

const listeners = [];

export const caret = { line: 0, hasTyped: false };

const place = document.getElementById("place");
const link = document.getElementById("place-link");
link.addEventListener("click", (event) => copying(event, link.href));

export function showPlace({ line, column, selected, first, last }) {
  place.hidden = link.hidden = false;
  place.textContent = `Line ${line}, column ${column}${selected ? `, ${selected} selected` : ""}`;
  const lines = { side: "L", first, last };
  link.href = location.pathname + address(lines);
  link.title = `Copy a link to ${words(lines).toLowerCase()}`;
  caret.line = line;
  for (const listener of listeners) listener();
}

export function onMove(listener) {
  listeners.push(listener);
}
