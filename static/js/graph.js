/* The drawing of a graph: look at a node and its neighbours light up; zoom and move by button, key, wheel and pointer.
   A node's link shows it beside the picture when the page has a place for that (data-target). */
const STEP = 0.18; // of what is seen, a press of a button
const CLOSER = 0.8;
const NEAREST = 0.15; // of the whole

for (const canvas of document.querySelectorAll("[data-graph]")) bringToLife(canvas);

function bringToLife(canvas) {
  const svg = canvas.querySelector("svg.drawn");
  lightUp(svg);
  moveAbout(canvas, svg);
  if (canvas.dataset.target && window.htmx) showBeside(canvas.dataset.target, svg);
}

function lightUp(svg) {
  const look = (event) => mark(svg, event.target.closest?.(".nd"));
  const rest = () => mark(svg, svg.querySelector(".nd:focus-visible"));
  for (const type of ["pointerover", "focusin"]) svg.addEventListener(type, look);
  for (const type of ["pointerleave", "focusout"]) svg.addEventListener(type, rest);
}

function mark(svg, node) {
  for (const lit of svg.querySelectorAll(".lit")) lit.classList.remove("lit");
  svg.toggleAttribute("data-looking", Boolean(node));
  if (!node) return;
  const number = node.dataset.n;
  const near = new Set([number, ...(node.dataset.near?.split(" ") ?? [])]);
  for (const line of svg.querySelectorAll(`.ln:is([data-a="${number}"], [data-b="${number}"])`)) {
    line.classList.add("lit");
    near.add(line.dataset.a).add(line.dataset.b);
  }
  for (const other of svg.querySelectorAll(".nd")) other.classList.toggle("lit", near.has(other.dataset.n));
}

function moveAbout(canvas, svg) {
  const whole = { ...box(svg) };
  const go = (how, at) => {
    const seen = how === "fit" ? whole : next(box(svg), how, whole, at);
    canvas.toggleAttribute("data-moved", how !== "fit");
    svg.setAttribute("viewBox", [seen.x, seen.y, seen.width, seen.height].map((n) => n.toFixed(1)).join(" "));
  };
  const buttons = canvas.querySelector(".zoom");
  buttons.hidden = false;
  buttons.addEventListener("click", (event) => {
    const how = event.target.closest("[data-move]")?.dataset.move;
    if (how) go(how);
  });
  svg.addEventListener("keydown", (event) => {
    const how = { "+": "in", "=": "in", "-": "out", 0: "fit", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" }[event.key];
    if (!how || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(how);
  });
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // a plain wheel scrolls the page
    event.preventDefault();
    go(event.deltaY < 0 ? "in" : "out", point(svg, event));
  }, { passive: false });
  drag(canvas, svg);
}

function next(seen, how, whole, at) {
  if (how === "in" || how === "out") {
    const width = Math.min(Math.max(seen.width * (how === "in" ? CLOSER : 1 / CLOSER), whole.width * NEAREST), whole.width * 1.5);
    const factor = width / seen.width;
    const middle = at ?? { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 };
    return { x: middle.x - (middle.x - seen.x) * factor, y: middle.y - (middle.y - seen.y) * factor, width, height: seen.height * factor };
  }
  const right = { left: -STEP, right: STEP }[how] ?? 0;
  const down = { up: -STEP, down: STEP }[how] ?? 0;
  return { ...seen, x: seen.x + right * seen.width, y: seen.y + down * seen.height };
}

const box = (svg) => ({ x: svg.viewBox.baseVal.x, y: svg.viewBox.baseVal.y, width: svg.viewBox.baseVal.width, height: svg.viewBox.baseVal.height });
const point = (svg, event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
