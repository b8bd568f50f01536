/* #c12 shows a comment wherever it is: in a fold, or in a file that is not here yet; and quoting answers one. */
import { load } from "./place.js";

export function followPermalinks() {
  addEventListener("hashchange", show);
  document.addEventListener("click", (event) => {
    const quote = event.target.closest("[data-quote]");
    if (quote) answer(quote);
  });
  show();
}

async function show() {
  const [, id] = /^#([ct]\d+)$/.exec(location.hash) ?? [];
  if (!id) return;
  const holder = document.querySelector(`[data-holds~="${id}"]`);
  if (!document.getElementById(id) && holder) await load(holder);
  const found = document.getElementById(id);
  if (!found) return;
  for (let fold = found.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  found.querySelector(":scope > details.done")?.setAttribute("open", "");
  found.tabIndex = -1;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: "center" });
}

export function showQuotes(root) {
  for (const button of root.querySelectorAll("[data-quote][hidden]")) button.hidden = false;
}

/* The words as they are read, as a quotation at the end of the answer. */
function answer(button) {
  const words = button.closest(".c").querySelector(".prose").innerText.trim();
  const text = button.closest(".cmt").querySelector("form.answer textarea");
  const lines = words.split(/\n+/).map((line) => `> ${line}`).join("\n");
  text.value = `${text.value.trimEnd()}${text.value.trim() ? "\n\n" : ""}${lines}\n\n`;
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
}
