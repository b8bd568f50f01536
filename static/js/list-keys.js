/* Keys in a list of documents: the focus walks from row to row, so a screen reader follows and Enter opens. */
export const LIST_KEYS = [
  ["Next row", "j"],
  ["Previous row", "k"],
  ["Tick the row", "x"],
  ["Tick the rows up to here", "X"],
  ["Open the row", "Enter"],
  ["Edit the row", "e"],
];

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
  row?.querySelector("a.nm, a")?.focus();
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
