/* Who else is here, and what they have saved meanwhile: asked every twenty seconds while the page is seen. */
import { replace } from "./base.js";
import { post } from "./post.js";
import { send } from "./saving.js";
import { show } from "./told.js";

const EVERY = 20_000;
const form = document.getElementById("edit");
const newer = document.getElementById("newer");

export function lookBeside() {
  setInterval(beat, EVERY);
  document.addEventListener("visibilitychange", beat);
  window.addEventListener("pagehide", () => post(form.dataset.beside, fields({ gone: "1" }), { keepalive: true }));
  form.addEventListener("restored", beat);
  newer.addEventListener("click", (event) => {
    if (event.target.closest("[name=bring]")) bringIn(event);
  });
  beat();
}

async function beat() {
  if (document.hidden) return;
  const { outcome, answer } = await post(form.dataset.beside, fields({}), { as: "text/html" });
  if (outcome !== "done") return;
  const page = new DOMParser().parseFromString(answer, "text/html");
  for (const part of page.querySelectorAll("template")) put(part.innerHTML.trim(), document.getElementById(part.dataset.for));
}

/* What says the same stays, and with it the focus. */
function put(html, place) {
  if (place.innerHTML.trim() !== html) place.innerHTML = html;
}

/* Bring together what was saved and what is here.  Where both changed the same place, a page lets one choose. */
async function bringIn(event) {
  event.preventDefault();
  const all = new FormData(form);
  all.set("bring", "1");
  const { outcome, status, answer } = await post(form.getAttribute("action"), all);
  if (status === 409) return send("bring");
  if (outcome !== "done") return show("It could not be brought in now. Your text stays as it is; try again in a moment.");
  replace(answer.text, answer.base, answer.start);
  newer.replaceChildren();
  document.getElementById("save").focus();
}

function fields(more) {
  const { base, document: key } = form.elements;
  const found = new FormData();
  for (const [name, value] of Object.entries({ base: base.value, document: key.value, ...more })) found.set(name, value);
  return found;
}
