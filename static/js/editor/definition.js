/* The definition's fields, brought up to date one by one.  A field in use keeps its controls, and with
   them focus and caret; only what is said about it is replaced. */
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
  for (const part of fresh.querySelectorAll("[data-part]")) {
    old.querySelector(`[data-part="${part.dataset.part}"]`)?.replaceWith(part);
  }
}

/* A field with the focus but without an edit follows the source. */
function takeValue(old, fresh) {
  const name = CSS.escape(old.dataset.field);
  const [control, other] = [old, fresh].map((field) => field.querySelector(`:is(input:not([type]), textarea, select)[name="${name}"]`));
  const initial = old.querySelector('[data-part="initial"]')?.value;
  if (!control || !other) return;
  control.setAttribute("aria-invalid", String(other.hasAttribute("aria-invalid")));
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

function isAsShown(control) {
  if (control.matches("select")) return control.selectedIndex === Math.max(0, [...control.options].findIndex((option) => option.defaultSelected));
  return control.matches("[type=checkbox], [type=radio]") ? control.checked === control.defaultChecked : control.value === control.defaultValue;
}
