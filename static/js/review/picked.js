/* The lines that are picked for a comment. */
import { cellsBetween } from "./place.js";

export function mark({ from, to }) {
  clear();
  for (const cell of cellsBetween(from, to)) cell.closest("tr").classList.add("picked");
}

export function clear() {
  for (const row of document.querySelectorAll("tr.picked")) row.classList.remove("picked");
}
