/* Which part of a picture its room shows: a view is { canvas, svg, room, whole }, a part { x, y, width, height }. */
export function show(view, next) {
  view.room.style.setProperty("block-size", `${view.room.clientHeight}px`); // the picture changes, its room does not
  view.canvas.setAttribute("data-moved", "");
  draw(view, next);
}

export function draw({ svg }, { x, y, width, height }) {
  svg.setAttribute("viewBox", [x, y, width, height].map((n) => n.toFixed(1)).join(" "));
}

/* What the window shows now, also while the picture is as the page drew it and its room scrolls. */
export function seen({ svg, room }) {
  const { left, top } = room.getBoundingClientRect();
  const start = placeOf(svg, { clientX: left, clientY: top });
  const end = placeOf(svg, { clientX: left + room.clientWidth, clientY: top + room.clientHeight });
  return { x: start.x, y: start.y, width: end.x - start.x, height: end.y - start.y };
}

export function placeOf(svg, event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
}
