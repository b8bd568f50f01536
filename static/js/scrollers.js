/* What scrolls sideways within a text can be reached by Tab and moved by the arrows, in every browser. */
const WIDE = ".prose pre, .prose table";

export function reachScrollers() {
  mark();
  document.body.addEventListener("htmx:afterSettle", mark);
  addEventListener("resize", mark);
}

function mark() {
  for (const box of document.querySelectorAll(WIDE)) {
    box.toggleAttribute("tabindex", box.scrollWidth > box.clientWidth);
    if (box.hasAttribute("tabindex")) box.tabIndex = 0;
  }
}
