/* Where a form for lines stands: a row of the table below the last of them. */

const REVEALED = "data-hx-revealed"; // htmx notes by it that it asked for what came into sight

/* The line of a number’s cell: its file’s article, its side and its number. */
export function lineOf(cell) {
  const [, side, number] = /([LR])(\d+)$/.exec(cell?.id ?? "") ?? [];
  return side ? { article: cell.closest("article"), side, number: Number(number), cell } : null;
}

export function cellAt({ article, side }, number) {
  return document.getElementById(`f${article.dataset.file}${side}${number}`);
}

/* The cells from one line to another of the same side, as far as the page shows them. */
export function cellsBetween(one, other) {
  const [low, high] = [one.number, other.number].sort((a, b) => a - b);
  const cells = [];
  for (let at = low; at <= Math.min(high, low + 2000); at++) cells.push(cellAt(one, at));
  return cells.filter(Boolean);
}

/* Bring the file that ``article`` stands for; give back what stands in its place then, also when it stays. */
export function load(article) {
  const here = arrival(article);
  if (!article.hasAttribute(REVEALED)) {
    article.setAttribute(REVEALED, "true");
    const address = article.getAttribute("hx-get") ?? article.querySelector("a[hx-get]").getAttribute("hx-get");
    window.htmx.ajax("GET", address, { target: article, swap: "outerHTML" });
  }
  return here;
}

/* Until it is settled, what comes has the attributes of what it replaces. */
function arrival(article) {
  return new Promise((done) => {
    const look = () => {
      const now = document.getElementById(article.id);
      if (now !== article && !now?.hasAttribute("hx-trigger")) done(now);
    };
    document.body.addEventListener("htmx:afterSettle", look);
    const stays = () => {
      article.removeAttribute(REVEALED); // to be asked for again
      done(article);
    };
    for (const failed of ["htmx:responseError", "htmx:sendError"]) document.body.addEventListener(failed, stays, { once: true });
  });
}

/* Open the server’s form below ``cell`` for the place its address names, and give it the focus. */
export function openForm(cell, address) {
  close(cell.closest("article"));
  const row = cell.closest("tr");
  const holder = document.createElement("tr");
  holder.className = "thread";
  holder.dataset.form = "";
  const target = holder.appendChild(document.createElement("td"));
  target.colSpan = [...row.cells].length;
  row.after(holder);
  bring(target, address);
}

export function openFormIn(place, address) {
  close(place.closest("article"));
  const target = place.appendChild(document.createElement("div"));
  target.dataset.form = "";
  bring(target, address);
}

function bring(target, address) {
  window.htmx.ajax("GET", address, { target, swap: "innerHTML" }).then(() => {
    const typed = target.querySelector("[autofocus]") ?? target.querySelector("textarea");
    typed?.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  });
}

/* Close what nothing was typed in; a form with words stays where it is. */
export function close(article) {
  for (const holder of article?.querySelectorAll("[data-form]") ?? []) {
    const form = holder.querySelector("form.say");
    if (form && [...form.querySelectorAll("textarea")].some((text) => text.value !== text.defaultValue)) continue;
    if (form || !holder.querySelector(".cmt")) holder.remove();
  }
}
