/* Words that were not sent, in the browser's storage: under the person and the place they were written for. */
const PREFIX = "agentsite.unsent";
const OLDEST = 14 * 24 * 3600 * 1000;
let isOver = false;
const person = () => document.getElementById("box")?.dataset.person ?? "";
const name = (key) => [PREFIX, person(), key].join(".");

export function keep(key, words) {
  if (isOver) return;
  try {
    localStorage.setItem(name(key), JSON.stringify(words));
  } catch {
    /* a browser without room keeps nothing */
  }
}

export function drop(key) {
  try {
    localStorage.removeItem(name(key));
  } catch {
    /* a browser that keeps nothing has nothing to drop */
  }
}

export function read(key) {
  try {
    const words = JSON.parse(localStorage.getItem(name(key)));
    return words?.fields && Date.now() - words.at < OLDEST ? words : null;
  } catch {
    return null;
  }
}

/* Everything kept for places that begin with ``place``, the newest first. */
export function kept(place) {
  try {
    const start = name(place);
    const keys = Object.keys(localStorage).filter((one) => one.startsWith(start)).map((one) => one.slice(name("").length));
    return keys.map((key) => [key, read(key)]).filter(([key, words]) => words || drop(key)).sort(([, one], [, other]) => other.at - one.at);
  } catch {
    return [];
  }
}

/* Who signs out leaves nothing behind, on whatever page. */
export function forgetWithSignOut() {
  document.addEventListener("submit", ({ target }) => {
    if (!new URL(target.action, location.href).pathname.endsWith("/sign-out/")) return;
    isOver = true;
    for (const one of Object.keys(localStorage)) if (one.startsWith(`${PREFIX}.`)) localStorage.removeItem(one);
  });
}
