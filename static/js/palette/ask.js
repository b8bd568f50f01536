/* Asks the server what is near, a moment after the last key; of two answers only the newer is shown. */
import { actionGroups } from "./actions.js";
import { show } from "./options.js";
import { here, seen } from "./seen.js";

const PATIENCE = 120; // ms
const UNREACHED = '<p data-none>The search cannot be reached now. Try again in a moment.</p>';
const { dataset } = document.getElementById("palette");
let asking = new AbortController();
let answer = Promise.resolve();
let hurry = () => {};

export function ask(typed) {
  forget();
  const { signal } = (asking = new AbortController());
  answer = find(typed.trim(), signal);
}

/* Waits for the answer to what was typed last; whoever waits is not kept for the pause. */
export function answered() {
  hurry();
  return answer;
}

export function forget() {
  asking.abort();
  hurry();
}

async function find(typed, signal) {
  const isAction = typed.startsWith(">");
  if (typed && !isAction) await pause();
  if (signal.aborted) return;
  const found = isAction ? "" : await fetched(typed, signal);
  if (!signal.aborted) show(parsed(found), isAction ? actionGroups(typed.slice(1).trim(), true) : actionGroups(typed));
}

function pause() {
  return new Promise((done) => {
    hurry = done;
    setTimeout(done, PATIENCE);
  });
}

async function fetched(typed, signal) {
  const team = location.pathname.split("/")[1];
  const words = new URLSearchParams({ q: typed, seen: seen(), here: here(), ...(dataset.team ? {} : { in: team }) });
  try {
    const response = await fetch(`${dataset.search}?${words}`, { headers: { "HX-Request": "true" }, signal });
    const elsewhere = response.headers.get("HX-Redirect");
    if (elsewhere) location.assign(elsewhere); // signed out meanwhile
    return response.ok ? await response.text() : UNREACHED;
  } catch {
    return UNREACHED;
  }
}

function parsed(html) {
  return document.createRange().createContextualFragment(html);
}
