/* What was begun among the lines and not sent has no form on a page that opens: a note leads back to each. */
import { clock } from "../times.js";
import { unsentElsewhere } from "./keeping.js";
import { openForm } from "./place.js";
import { drop } from "./unsent.js";

const MOST = 3;

export function offerBegun() {
  const [, team, , number] = location.pathname.split("/");
  const column = document.querySelector(".rv > .stack");
  const pattern = document.getElementById("box-begun");
  if (!column || !pattern) return;
  const bar = column.querySelector(".review-bar");
  for (const [key, words] of unsentElsewhere(`${team}/${number}/`).slice(0, MOST).reverse()) {
    const note = offer(pattern.content.firstElementChild.cloneNode(true), key, words);
    if (bar) bar.after(note);
    else column.prepend(note);
  }
}

function offer(note, key, words) {
  const link = Object.assign(note.querySelector("a"), { textContent: words.about, href: words.again });
  note.querySelector("time").textContent = clock(new Date(words.at));
  link.addEventListener("click", (event) => {
    const cell = cellOf(words.again);
    if (!cell) return;
    event.preventDefault();
    openForm(cell, words.again);
    note.remove();
  });
  note.querySelector("button").addEventListener("click", () => {
    drop(key);
    note.remove();
  });
  return note;
}

/* The number of the last line an address names, where the page shows the text it was begun on. */
function cellOf(address) {
  const asked = new URL(address, location.href).searchParams;
  if (asked.get("iteration") !== document.querySelector("#finish [name=iteration]")?.value) return null;
  const [, side, line] = /([LR])(\d+)$/.exec(asked.get("on") ?? "") ?? [];
  return document.getElementById(`f${asked.get("change")}${side}${line}`);
}
