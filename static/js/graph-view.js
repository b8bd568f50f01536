/* Zoom and move a picture: by buttons, by keys, by the wheel with Ctrl, by dragging.  All it changes is the viewBox. */
import { draw, placeOf, seen, show } from "./graph-sight.js";

const STEP = 0.18; // of what is seen, for one press
const CLOSER = 0.8;
const [NEAREST, FARTHEST] = [0.12, 1.4]; // of the whole width
const KEYS = { "+": "in", "=": "in", "-": "out", 0: "fit", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
const WAYS = { left: [-STEP, 0], right: [STEP, 0], up: [0, -STEP], down: [0, STEP] };

export function moveAbout(canvas, svg) {
  const { x, y, width, height } = svg.viewBox.baseVal;
  const view = { canvas, svg, room: svg.parentElement, whole: { x, y, width, height } };
  listenToButtons(view);
  svg.addEventListener("keydown", (event) => pressKey(view, event));
  svg.addEventListener("wheel", (event) => turnWheel(view, event), { passive: false });
  svg.addEventListener("focusin", (event) => reveal(view, event.target));
  listenToDrag(view);
}

function listenToButtons(view) {
  const buttons = view.canvas.querySelector(".zoom");
  buttons.hidden = false;
  buttons.addEventListener("click", (event) => {
    const how = event.target.closest("[data-move]")?.dataset.move;
    if (how) go(view, how);
  });
}

function pressKey(view, event) {
  const how = KEYS[event.key];
  if (!how || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  go(view, how);
}

function turnWheel(view, event) {
  if (!event.ctrlKey && !event.metaKey) return; // a plain wheel scrolls the page
  event.preventDefault();
  go(view, event.deltaY < 0 ? "in" : "out", placeOf(view.svg, event));
}

function go(view, how, middle) {
  if (how === "fit") return fit(view);
  const now = seen(view);
  if (how === "in" || how === "out") return show(view, zoomed(now, how === "in" ? CLOSER : 1 / CLOSER, view.whole, middle));
  const [right, down] = WAYS[how];
  return show(view, { ...now, x: now.x + right * now.width, y: now.y + down * now.height });
}

function fit(view) {
  view.canvas.removeAttribute("data-moved");
  view.room.style.removeProperty("block-size");
  draw(view, view.whole);
  if (view.room.scrollWidth > view.room.clientWidth) show(view, view.whole);
}

function zoomed(now, factor, whole, middle = { x: now.x + now.width / 2, y: now.y + now.height / 2 }) {
  const width = Math.min(Math.max(now.width * factor, whole.width * NEAREST), whole.width * FARTHEST);
  const by = width / now.width;
  return { x: middle.x - (middle.x - now.x) * by, y: middle.y - (middle.y - now.y) * by, width, height: now.height * by };
}

function reveal(view, node) {
  if (!view.canvas.hasAttribute("data-moved") || !node.matches(":focus-visible")) return;
  const room = view.svg.getBoundingClientRect();
  const box = node.getBoundingClientRect();
  if (box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom) return;
  const middle = placeOf(view.svg, { clientX: (box.left + box.right) / 2, clientY: (box.top + box.bottom) / 2 });
  const now = seen(view);
  show(view, { ...now, x: middle.x - now.width / 2, y: middle.y - now.height / 2 });
}

function listenToDrag(view) {
  let from = null;
  view.svg.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && view.canvas.hasAttribute("data-moved") && !event.target.closest("a")) from = placeOf(view.svg, event);
  });
  addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = placeOf(view.svg, event);
    const now = seen(view);
    view.canvas.setAttribute("data-dragging", "");
    show(view, { ...now, x: now.x + from.x - to.x, y: now.y + from.y - to.y });
  });
  addEventListener("pointerup", () => {
    from = null;
    view.canvas.removeAttribute("data-dragging");
  });
}
