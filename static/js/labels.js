/* What a link, button or field is called: as it says itself, else by its words without counts and key hints. */
export function label(element) {
  const words = element.querySelector(":scope > span:not(.n)") ?? element;
  const own = [...words.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent);
  const { action, keyLabel } = element.dataset;
  return action || keyLabel || element.getAttribute("aria-label") || own.join("").trim();
}
