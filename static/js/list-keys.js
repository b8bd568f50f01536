/* Keys in a list of documents: the focus walks from row to row, so a screen reader follows and Enter opens. */
const LIST_KEYS = [
  ["Next row", "j", "[data-row]"],
  ["Previous row", "k", "[data-row]"],
  ["Tick the row", "x", "[data-row] [name='selected']"],
  ["Tick the rows up to here", "X", "[data-row] [name='selected']"],
  ["Open the row", "↵", "[data-row] :is(a, .told)"],
  ["Edit the row", "e", "[data-edit]"],
];

/* Those that do something in the list of this page. */
export function keysOfList() {
  return LIST_KEYS.filter(([, , needed]) => document.querySelector(`[data-list] ${needed}`));
}

export function useInList(key) {
  const rows = [...document.querySelectorAll("[data-list] [data-row]")];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  if (key === "j") return walk(rows[at + 1]);
  if (key === "k") return walk(rows[at < 0 ? rows.length - 1 : at - 1]);
  if (at < 0) return false;
  if (key === "x" || key === "X") return tick(rows[at], { shiftKey: key === "X" });
  if (key === "e") return edit(rows[at]);
  return false;
}

function walk(row) {
  row?.querySelector("a.nm, a, .told")?.focus();
  row?.scrollIntoView({ block: "nearest" });
  return Boolean(row);
}

function tick(row, { shiftKey }) {
  row.querySelector("[name='selected']")?.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey }));
  return true;
}

function edit(row) {
  if (!row.dataset.edit) return false;
  location.assign(row.dataset.edit);
  return true;
}
