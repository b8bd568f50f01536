/* Ticking rows of a [data-list]: all of them, a range with Shift, none; and the count in the bar.
   The bar itself shows by CSS as soon as one row is ticked. */
let last = null;

export function keepCount() {
  document.addEventListener("click", (event) => {
    const box = event.target;
    if (box.closest("[data-clear]")) tick(boxes(), false);
    else if (box.matches("[data-select-all]")) tick(boxes(), box.checked);
    else if (box.matches("[data-list] [name='selected']")) {
      if (event.shiftKey && last?.isConnected) tick(between(last, box), box.checked);
      last = box;
    } else return;
    count();
  });
  document.addEventListener("htmx:afterSettle", count);
  window.addEventListener("pageshow", count);
  count();
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
  for (const place of document.querySelectorAll("[data-count]")) place.textContent = ticked;
  for (const box of document.querySelectorAll("[data-select-all]")) {
    box.checked = ticked > 0 && ticked === all.length;
    box.indeterminate = ticked > 0 && ticked < all.length;
  }
}
