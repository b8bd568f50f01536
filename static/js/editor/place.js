/* Where the caret is, in the status bar. */
const place = document.getElementById("place");

export function showPlace({ line, column, selected }) {
  place.hidden = false;
  place.textContent = `Line ${line}, column ${column}${selected ? `, ${selected} selected` : ""}`;
}
