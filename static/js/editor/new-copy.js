/* A document that is not created yet has no draft on the server: what is typed into its form is kept in this
   browser, for the same person on the same page, and offered again. */
import { clock } from "../times.js";

const PREFIX = "agentsite.new";
const WAIT = 300;
let timer = 0;

export function keepForm(form, shown) {
  const key = [PREFIX, form.dataset.person, location.pathname + location.search].join(".");
  const banner = document.getElementById("begun");
  const begun = read(key);
  if (begun && JSON.stringify(begun.fields) !== JSON.stringify(fieldsOf(form))) offer(banner, begun, { key, form, shown });
  form.addEventListener("input", () => (timer ||= setTimeout(() => write(key, form), WAIT)));
  form.addEventListener("submit", () => write(key, form, { isSent: true }));
  addEventListener("pagehide", () => timer && write(key, form));
}

/* The page a new document opens in, or the proposal to add it, drops what was sent. */
export function forgetCreated() {
  const from = document.referrer && new URL(document.referrer);
  if (!from || from.origin !== location.origin || !from.pathname.endsWith("/new/")) return;
  const key = [PREFIX, (document.getElementById("edit") ?? document.getElementById("box"))?.dataset.person, from.pathname + from.search].join(".");
  if (read(key)?.isSent) localStorage.removeItem(key);
}

function offer(banner, begun, { key, form, shown }) {
  banner.querySelector("time").textContent = clock(new Date(begun.at));
  banner.hidden = false;
  banner.addEventListener("click", (event) => {
    const wanted = event.target.closest("[data-do]")?.dataset.do;
    if (!wanted) return;
    banner.hidden = true;
    if (wanted === "discard") return localStorage.removeItem(key);
    fill(form, begun.fields);
    shown();
  });
}

function fill(form, fields) {
  const values = Map.groupBy(fields, ([name]) => name);
  for (const control of form.elements) {
    if (!control.name || !isTyped(control.name)) continue;
    const wanted = (values.get(control.name) ?? []).map(([, value]) => value);
    if (control.type === "checkbox" || control.type === "radio") control.checked = wanted.includes(control.value);
    else if (wanted.length) control.value = wanted[0];
  }
}

const isTyped = (name) => name !== "csrfmiddlewaretoken";

function fieldsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => isTyped(name) && typeof value === "string");
}

function write(key, form, more = {}) {
  clearTimeout(timer);
  timer = 0;
  try {
    localStorage.setItem(key, JSON.stringify({ fields: fieldsOf(form), at: Date.now(), ...more }));
  } catch {
    /* a browser without room keeps nothing */
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
