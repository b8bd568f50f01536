/* Ticking rows of a [data-list]: all of them, a range with Shift, none; and the count in the bar.
   The bar itself shows by CSS as soon as one row is ticked. */
let last = null;

export function keepCount() {
  document.addEventListener("click", (event) => {
    const box = event.target;
    if (box.closest("[data-clear]")) clear();
    else if (box.matches("[data-select-all], [data-every]")) tick(boxes(), box.checked);
    else if (box.matches("[data-list] [name='selected']")) {
      if (event.shiftKey && last?.isConnected) tick(between(last, box), box.checked);
      last = box;
    } else return;
    if (!box.matches("[data-every]") && boxes().some((one) => !one.checked)) leaveEvery();
    count();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && isFree(event.target)) clear();
  });
  document.addEventListener("htmx:afterSettle", count);
  window.addEventListener("pageshow", count);
  count();
}

/* Escape belongs to fields, dialogs and menus first. */
function isFree(element) {
  return !element.closest?.("input:not([type=checkbox]), textarea, select") && !document.querySelector("dialog[open], details.drop[open]");
}

function clear() {
  tick(boxes(), false);
  leaveEvery();
  count();
}

function every() {
  return document.querySelector("[data-every]");
}

function leaveEvery() {
  if (every()) every().checked = false;
}

function boxes() {
  return [...document.querySelectorAll("[data-list] [data-row]:not([hidden]) [name='selected']")];
}

function tick(some, checked) {
  for (const box of some) box.checked = checked;
}

function between(one, other) {
  const all = boxes();
  const [from, to] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
  return all.slice(from, to + 1);
}

function count() {
  const all = boxes();
  const ticked = all.filter((box) => box.checked).length;
  const shown = every()?.checked ? Number(every().dataset.every) : ticked;
  for (const place of document.querySelectorAll("[data-count]")) place.textContent = shown.toLocaleString("en");
  for (const box of document.querySelectorAll("[data-select-all]")) {
    box.checked = ticked > 0 && ticked === all.length;
    box.indeterminate = ticked > 0 && ticked < all.length;
  }
}
