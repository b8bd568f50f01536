/* Colour one line of an agent's source.  A line's meaning depends on the lines above: its state. */
const FENCE = /^\s*(?:[-*+]\s+|\d+[.)]\s+|>\s*)*(`{3,}|~{3,})/;
const KEY = /^(\s*(?:- )?[\w-]+:)(?=\s|$)(.*)$/s;
const HEADING = /^ {0,3}#{1,6}(?:\s|$)/;
const MARKER = /^(\s*(?:[-*+]|\d+[.)]|>)(?=\s|$))(.*)$/s;
const INLINE = /(`+)(?:(?!\1).)+\1|\*\*(?:(?!\*\*).)+\*\*/g;
const LONGEST = 2000;

export function nextState(state, text) {
  if (state === "start") return /^\ufeff?---\s*$/.test(text) ? "front" : afterBody("body", text);
  if (state === "front") return text.startsWith("---") ? "body" : "front";
  return afterBody(state, text);
}

function afterBody(state, text) {
  const fence = FENCE.exec(text)?.[1];
  if (state === "body") return fence ? fence : "body";
  return fence?.startsWith(state) && !text.trim().slice(fence.length).trim() ? "body" : state;
}

export function paint(text, state) {
  if (text.length > LONGEST) return [text];
  if (state === "start" && nextState(state, text) === "front") return [span("m", text)];
  if (state === "front") return frontmatter(text);
  if (state !== "body" && state !== "start") return [span("c", text)];
  if (FENCE.test(text)) return [span("c", text)];
  if (HEADING.test(text)) return [span("h", text)];
  const marker = MARKER.exec(text);
  return marker ? [span("m", marker[1]), ...inline(marker[2])] : inline(text);
}

function frontmatter(text) {
  if (text.startsWith("---")) return [span("m", text)];
  if (text.trimStart().startsWith("#")) return [span("m", text)];
  const key = KEY.exec(text);
  return key ? [span("k", key[1]), key[2]] : [text];
}

function inline(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    parts.push(text.slice(end, found.index), span(found[1] ? "c" : "b", found[0]));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)];
}

function span(kind, text) {
  const element = document.createElement("span");
  element.className = kind;
  element.textContent = text;
  return element;
}
