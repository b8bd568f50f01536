/* Texts that are not saved: drafts on the server, copies in this browser.  A banner offers each; none is
   taken or thrown away unasked. */
import { replace } from "./base.js";
import { copies, dropCopy, keepCopy } from "./copies.js";
import { isKept } from "./drafts.js";
import { post } from "./post.js";
import { source } from "./sheet.js";
import { origin } from "./state.js";
import { clock } from "../times.js";

const form = document.getElementById("edit");
const list = document.getElementById("recovery");
const drafts = JSON.parse(document.getElementById("offered-texts").textContent);
const texts = new Map(); // by banner
const MOST = 3;

export function offerDrafts() {
  for (const banner of list.querySelectorAll("[data-draft]")) texts.set(banner, drafts[banner.dataset.draft]);
  for (const copy of copies()) offer(copy);
  list.addEventListener("click", (event) => {
    const control = event.target.closest("[data-do]");
    const banner = control?.closest("section");
    if (!control || (control.dataset.do === "restore" && "held" in banner.dataset)) return;
    event.preventDefault();
    ({ restore, compare, discard })[control.dataset.do]?.(banner, control);
  });
}

/* A copy the server has a newer draft of, or that holds nothing new, is no news. */
function offer(copy) {
  const same = [...texts.keys()].find((banner) => texts.get(banner).sheet === copy.sheet);
  const isKnown = [source.value, same && texts.get(same).text].includes(copy.text);
  if (isKnown && !copy.fields?.length) return dropCopy(copy.sheet);
  if (same && texts.get(same).at < copy.at) same.remove();
  if (texts.size > 2 * MOST) return;
  const banner = document.getElementById("copy-banner").content.firstElementChild.cloneNode(true);
  const moment = new Date(copy.at);
  Object.assign(banner.querySelector("time"), { textContent: clock(moment), dateTime: moment.toISOString() });
  const older = banner.querySelector("[hidden]");
  older.hidden = String(copy.base) === origin().number;
  older.querySelector("span").textContent = copy.base;
  texts.set(banner, { ...copy, isCopy: true });
  list.prepend(banner);
}

async function restore(banner) {
  const { base, message, sheet, ...kept } = texts.get(banner);
  const text = kept.fields?.length ? await withFields(kept) : kept.text;
  if (isKept() && source.value === origin().text) form.elements.sheet.value = sheet; // else what is here stays a draft of its own
  if (message && !form.elements.message.value) form.elements.message.value = message;
  const { number, text: start } = origin();
  replace(text, base, String(base) === number ? start : null);
  texts.delete(banner);
  banner.remove();
  form.dispatchEvent(new CustomEvent("restored"));
}

/* Edits of the form that had not reached the source yet. */
async function withFields({ text, fields }) {
  const question = new FormData();
  for (const [name, value] of [...fields, ["source", text]]) question.append(name, value);
  const { outcome, answer } = await post(document.getElementById("live").getAttribute("hx-post"), question, { as: "text/html" });
  const page = new DOMParser().parseFromString(outcome === "done" ? answer : "", "text/html");
  return page.querySelector("textarea[name=source]")?.value ?? text;
}

function compare(banner, control) {
  const { text, base, fields = [] } = texts.get(banner);
  if (control.href) return location.assign(control.href);
  const question = Object.assign(document.createElement("form"), { method: "post", action: control.dataset.to, hidden: true });
  const { csrfmiddlewaretoken: token, document: key } = form.elements;
  const own = Object.entries({ csrfmiddlewaretoken: token.value, document: key.value, base, source: text });
  for (const [name, value] of [...own, ...fields.filter(([field]) => !own.some(([taken]) => taken === field))]) {
    const field = question.appendChild(document.createElement("textarea"));
    Object.assign(field, { name, value });
  }
  document.body.append(question);
  question.submit();
}

async function discard(banner, control) {
  const copy = texts.get(banner);
  if (copy.isCopy) dropCopy(copy.sheet);
  else if ((await post(control.formAction, new FormData())).outcome !== "done") return;
  const gone = document.getElementById("discarded").content.firstElementChild.cloneNode(true);
  banner.replaceWith(gone);
  gone.querySelector("button").focus();
  gone.querySelector("button").addEventListener("click", async (event) => {
    event.stopPropagation();
    if (copy.isCopy) keepCopy(copy);
    else if ((await post(control.dataset.undo, new FormData())).outcome !== "done") return;
    gone.replaceWith(banner);
    control.focus();
  });
}
