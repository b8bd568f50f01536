/* Copies of what is typed, in this browser, until the server has it.  They are found again by the same person
   at the same document only. */
const form = document.getElementById("edit");
const PREFIX = "agentsite.draft";

/* False when the browser has no room for it. */
export function keepCopy({ sheet, ...copy }) {
  try {
    localStorage.setItem(key(sheet), JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

export function dropCopy(sheet) {
  try {
    localStorage.removeItem(key(sheet));
  } catch {
    /* a browser that keeps nothing has nothing to drop */
  }
}

/* The copies of this person and document, the newest first. */
export function copies() {
  try {
    const keys = Object.keys(localStorage).filter((name) => name.startsWith(key("")));
    const found = keys.map((name) => ({ sheet: name.slice(key("").length), ...read(name) }));
    return found.filter(({ text }) => typeof text === "string").sort((a, b) => b.at - a.at);
  } catch {
    return [];
  }
}

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? {};
  } catch {
    return {};
  }
}

function key(sheet) {
  return [PREFIX, form.dataset.person, form.elements.document.value, sheet].join(".");
}
