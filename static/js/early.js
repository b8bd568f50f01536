/* What was chosen or typed while the scripts were still on their way.  Nobody heard it: inside [data-early], or
   where words are kept until they are sent, it is told once more as soon as htmx listens. */
import { isAsShown } from "./controls.js";

export function heedEarly() {
  document.addEventListener("DOMContentLoaded", tellAgain, { once: true });
}

function tellAgain() {
  for (const control of document.querySelectorAll(":is([data-early], [data-keep]) :is(input, select, textarea)")) {
    if (isAsShown(control) || (control.type === "radio" && !control.checked)) continue;
    for (const name of ["input", "change"]) control.dispatchEvent(new Event(name, { bubbles: true }));
  }
}
