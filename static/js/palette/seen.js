/* Which documents were looked at last, in this browser: only their numbers, the server knows the rest. */
const MOST = 12;
const palette = document.getElementById("palette");
const key = `agentsite.seen.${palette?.dataset.team}`;

export function rememberPage() {
  if (!here()) return;
  const ids = [here(), ...seen().split(",")].filter((id, at, all) => id && all.indexOf(id) === at);
  try {
    localStorage.setItem(key, ids.slice(0, MOST).join(","));
  } catch {
    /* private windows may keep nothing */
  }
}

export function here() {
  return document.querySelector("[data-document]")?.dataset.document ?? "";
}

export function seen() {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}
