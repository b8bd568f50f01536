/* The live preview: numbered questions, so that a late answer never overwrites a newer one.
   One answer holds the preview and, out of band, whatever else has changed. */
import { leaveOutUntouched, refresh } from "./definition.js";
import { changed } from "./drafts.js";
import { showFindings } from "./findings.js";
import { fixesAnswered } from "./mending.js";
import { patch } from "./patch.js";
import { editor, source } from "./sheet.js";
import { settle } from "./state.js";

const live = document.getElementById("live");
const REST = "<!-- the rest -->";
const paused = document.getElementById("paused");
const PAUSE = 1000;
let asked = 0;
let shown = 0;
let askedText = "";
let pausing = 0; // until then one may type on; then the names in the text are read

export function followTyping() {
  live.addEventListener("htmx:configRequest", (event) => {
    askedText = source.value;
    clearTimeout(pausing);
    if (event.detail.triggeringEvent?.type === "paused") event.detail.parameters.paused = "1";
    else pausing = setTimeout(() => live.dispatchEvent(new Event("paused")), PAUSE);
    event.detail.parameters.seq = String(++asked);
    leaveOutUntouched(event.detail.formData);
  });
  document.body.addEventListener("htmx:beforeSwap", refuseLate);
  document.body.addEventListener("htmx:oobBeforeSwap", takeOver);
  live.addEventListener("htmx:beforeOnLoad", stay);
  live.addEventListener("htmx:responseError", pause);
  live.addEventListener("htmx:sendError", pause);
  live.addEventListener("htmx:timeout", pause);
}

function refuseLate(event) {
  const { requestConfig, xhr } = event.detail;
  if (requestConfig?.elt !== live || xhr.status !== 200) return;
  const number = Number(xhr.getResponseHeader("X-Sequence"));
  if (number < shown || number < asked) {
    event.detail.shouldSwap = false;
    return;
  }
  shown = number;
  paused.textContent = "";
  const [preview, rest] = event.detail.serverResponse.split(REST);
  patch(document.getElementById("preview"), preview, () => shown === number);
  event.detail.serverResponse = rest; // it comes out of band
  event.detail.swapOverride = "none";
  queueMicrotask(settleAll); // when everything is swapped
}

function settleAll() {
  settle();
  showFindings();
  fixesAnswered();
}

/* What one may be typing in is not swapped but brought up to date. */
function takeOver(event) {
  const { target, fragment } = event.detail;
  if (target.id === "definition") {
    event.detail.shouldSwap = false;
    refresh(fragment.querySelector("#definition"));
  }
  if (target.id === "line-ends") changed(); // which nothing typed tells
  if (target.id === "source") {
    event.detail.shouldSwap = false;
    takeText(fragment.querySelector("textarea").value);
  }
}

/* Whoever typed on since the question keeps that; the form's edit is applied again on top of it. */
function takeText(text) {
  if (source.value === askedText) editor.set(text);
  else live.dispatchEvent(new Event("again"));
}

/* Whoever was signed out meanwhile is told so beside the draft; leaving for the sign-in page would lose the text. */
function stay(event) {
  if (event.detail.xhr.status !== 401) return;
  event.preventDefault();
  pause();
}

function pause() {
  paused.textContent = "Preview paused";
}
