/* What is typed goes to the server as a draft: a moment after a key, on leaving the field or the window, on
   Ctrl S.  Until it is there a copy stays in the browser, and out of reach it is tried again and again. */
import { dropCopy, keepCopy } from "./copies.js";
import { post } from "./post.js";
import { source } from "./sheet.js";
import { isDirty, isLeaving, isPending, tell } from "./state.js";
import { address, explain, words } from "./told.js";

const WAIT = 1500; // ms after the first key that is not sent yet; also while one goes on typing
const COPY_WAIT = 300;
const MOST_RETRY = 30_000;
const KEEPALIVE_BYTES = 60_000; // browsers send no more than that after a page is gone
const NOT_COPIED = new Set(["source", "csrfmiddlewaretoken"]);
const form = document.getElementById("edit");
const sheet = form.elements.sheet;
let changes = 0; // so far; ``kept`` of them are on the server
let kept = 0;
let sending = null;
let timer = 0;
let copyTimer = 0;
let retry = 1000;

export function keepDrafts() {
  for (const place of [source, form]) place.addEventListener("input", (event) => isTyped(event) && changed());
  form.addEventListener("focusout", flush);
  document.addEventListener("visibilitychange", () => document.hidden && flush());
  window.addEventListener("blur", flush);
  window.addEventListener("pagehide", flush);
  window.addEventListener("online", flush);
  if (form.dataset.kept) tell(words.kept(new Date(form.dataset.kept)));
  else if (isDirty()) changed();
}

export const isKept = () => kept === changes;

/* Something is to be kept that was not before. */
export function changed() {
  changes++;
  tell(words.unsaved());
  copyTimer ||= setTimeout(copy, COPY_WAIT);
  timer ||= setTimeout(saveDraft, WAIT);
}

/* Send what is here now, once what was sent before is answered. */
export async function saveDraft() {
  clearTimeout(timer);
  timer = 0;
  if (sending) await sending;
  if (isKept() || sending) return sending;
  copy();
  sending = sendOnce().finally(() => (sending = null));
  return sending;
}

function flush() {
  if (!isKept() && !isLeaving()) saveDraft();
}

async function sendOnce() {
  const sent = changes;
  const of = sheet.value;
  const fields = new FormData(form);
  tell(words.sending());
  const keepalive = source.value.length * 3 < KEEPALIVE_BYTES;
  const { outcome, answer } = await post(form.dataset.drafts, fields, { keepalive });
  explain(outcome, answer);
  if (outcome !== "done") return again(outcome);
  [kept, retry] = [sent, 1000];
  address(answer.draft);
  if (!isKept()) return void (timer ||= setTimeout(saveDraft, WAIT));
  dropCopy(of);
  tell(words.kept(new Date(answer.saved ?? Date.now())));
}

function again(outcome) {
  const isHere = copy();
  tell(words.failed(outcome, isHere));
  if (outcome === "refused") return;
  clearTimeout(timer);
  timer = setTimeout(saveDraft, retry);
  retry = Math.min(2 * retry, MOST_RETRY);
}

function copy() {
  clearTimeout(copyTimer);
  copyTimer = 0;
  if (isKept()) return true;
  const { base, message } = form.elements;
  const fields = isPending() ? [...new FormData(form)].filter(([name]) => !NOT_COPIED.has(name)) : [];
  const isHere = keepCopy({ sheet: sheet.value, base: base.value, text: source.value, fields, message: message.value, at: Date.now() });
  if (!isHere) explain("full");
  return isHere;
}

const isTyped = ({ target }) => target === source || Boolean(target.name);
