/* The definition's fields, brought up to date one by one.  A field in use keeps its controls, and with
   them focus and caret; only what is said about it is replaced. */
import { isAsShown } from "../controls.js";

const pane = () => document.getElementById("definition");
let touched = null;

export function refuseEnter() {
  pane()?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input") && !event.isComposing) event.preventDefault();
  });
  pane()?.addEventListener("input", (event) => (touched = event.target.closest("[data-field]")));
  document.addEventListener("focusin", (event) => {
    if (touched && !touched.contains(event.target)) touched = null;
  });
}

export function refresh(next) {
  for (const fresh of next.querySelectorAll("[data-field]")) {
    const old = pane().querySelector(`[data-field="${CSS.escape(fresh.dataset.field)}"]`);
    if (old && isInUse(old)) update(old, fresh);
    else if (old && (old.isStale || old.outerHTML !== fresh.outerHTML)) replace(old, fresh);
  }
  pane().querySelector("fieldset").disabled = next.querySelector("fieldset").disabled;
}

function isInUse(field) {
  return field === touched || field.contains(document.activeElement);
}

function replace(old, fresh) {
  const open = old.querySelector("details")?.open;
  if (open && fresh.querySelector("details")) fresh.querySelector("details").open = true;
  old.replaceWith(fresh);
}

function update(old, fresh) {
  old.isStale = true; // its controls no longer say what its attributes say
  takeValue(old, fresh);
  const said = old.querySelector("[data-part=said]");
  for (const part of fresh.querySelectorAll("[data-part]")) {
    if (part.dataset.part === "said" && said && !said.children.length && part.children.length) hold(old, part);
    else old.querySelector(`[data-part="${part.dataset.part}"]`)?.replaceWith(part);
    if (part.dataset.part === "said" && !part.children.length) old.held = null;
  }
}

/* Nobody is corrected while typing for the first time: what is new to be said waits until the field is left. */
function hold(field, part) {
  if (!field.held) field.addEventListener("focusout", () => queueMicrotask(() => tell(field)), { once: true });
  field.held = part;
}

function tell(field) {
  const part = field.held;
  field.held = null;
  if (!part) return;
  field.querySelector("[data-part=said]").replaceWith(part);
  if (part.querySelector(".err")) field.querySelector("input:not([type=hidden]), textarea, select").setAttribute("aria-invalid", "true");
}

/* A field with the focus but without an edit follows the source. */
function takeValue(old, fresh) {
  const name = CSS.escape(old.dataset.field);
  const [control, other] = [old, fresh].map((field) => field.querySelector(`:is(input:not([type]), textarea, select)[name="${name}"]`));
  const initial = old.querySelector('[data-part="initial"]')?.value;
  if (!control || !other) return;
  if (!other.hasAttribute("aria-invalid") || old.querySelector("[data-part=said] .err")) {
    control.setAttribute("aria-invalid", String(other.hasAttribute("aria-invalid")));
  }
  if (control.value !== initial || control.value === other.value) return;
  control.value = other.value;
}

/* A question about the text carries only the fields that were edited: most keys are in the source. */
export function leaveOutUntouched(form) {
  for (const field of pane()?.querySelectorAll("[data-field]:has(> [data-part='initial'])") ?? []) {
    const controls = [...field.querySelectorAll("[name]")];
    if (field.querySelector(".err") || !controls.every(isAsShown)) continue;
    for (const { name } of controls) form.delete(name);
  }
}
