/* Where a character of a textarea stands on the screen; browsers do not say, so its text is laid out once more. */
const SHAPE = ["boxSizing", "width", "padding", "border", "font", "letterSpacing", "lineHeight", "tabSize", "textIndent", "direction"];

export function caretPlace(text, at) {
  const style = getComputedStyle(text);
  const twin = document.createElement("div");
  for (const name of SHAPE) twin.style[name] = style[name];
  Object.assign(twin.style, { position: "absolute", insetBlockStart: "0", insetInlineStart: "0", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word" });
  twin.textContent = text.value.slice(0, at);
  const mark = twin.appendChild(document.createElement("span"));
  mark.textContent = "@";
  document.body.append(twin);
  const [outer, inner, box] = [twin, mark, text].map((element) => element.getBoundingClientRect());
  twin.remove();
  const top = box.top + inner.top - outer.top - text.scrollTop;
  return { left: box.left + inner.left - outer.left, top, bottom: top + inner.height };
}
