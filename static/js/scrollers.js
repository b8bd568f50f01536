/* What scrolls sideways within a text can be reached by Tab and moved by the arrows, in every browser. */
const WIDE = ".prose pre, .prose table";

export function reachScrollers() {
  mark();
  document.body.addEventListener("htmx:afterSettle", mark);
  addEventListener("resize", mark);
}

/* First all is read, then written: the page is laid out once. */
function mark() {
  const boxes = [...document.querySelectorAll(WIDE)];
  const wide = boxes.map((box) => box.scrollWidth > box.clientWidth);
  boxes.forEach((box, at) => {
    if (wide[at] === box.hasAttribute("tabindex")) return;
    if (wide[at]) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
}
