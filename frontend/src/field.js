/* The textarea stays the form's field: hidden behind the editor, it holds the same text at every moment.
   The editor lives in a shadow root, where style sheets may be constructed under the strictest policy. */
import { EditorView } from "@codemirror/view";
import look from "./look.css";
import { byPage, span } from "./page-changes.js";

const HINT = "hint";

export function cover(textarea) {
  const host = document.createElement("div");
  host.className = "codemirror";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(look);
  root.adoptedStyleSheets = [sheet];
  root.append(hint(textarea));
  textarea.after(host);
  textarea.hidden = true;
  return { host, root };
}

/* Ids do not reach into a shadow root: name and description are brought along as words. */
export function attributes(textarea) {
  const label = textarea.getAttribute("aria-label") || named(textarea, "aria-labelledby");
  const words = label || [...textarea.labels].map((element) => element.textContent.trim()).join(" ");
  return { "aria-label": words || "Source", "aria-describedby": HINT, tabindex: "0" };
}

function hint(textarea) {
  const element = document.createElement("p");
  element.id = HINT;
  element.hidden = true;
  element.textContent = named(textarea, "aria-describedby") || "Tab indents. Escape, then Tab, moves on.";
  return element;
}

function named(textarea, attribute) {
  const ids = (textarea.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean);
  const words = ids.map((id) => document.getElementById(id)?.textContent.trim() ?? "");
  return words.filter(Boolean).join(" ");
}

/* As with any field, what a person does is told by an "input" event and what the page does is not. */
export function keepInStep(textarea, onChange) {
  return EditorView.updateListener.of((update) => {
    if (!update.docChanged) return;
    const text = update.state.doc.toString();
    const isByPage = update.transactions.some((transaction) => transaction.annotation(byPage));
    textarea.value = text;
    if (!isByPage) textarea.dispatchEvent(new InputEvent("input", { bubbles: true }));
    onChange?.(text, { ...span(update.changes), isByPage });
  });
}

export function tellCursor(onCursor) {
  return EditorView.updateListener.of(({ state, selectionSet, docChanged }) => {
    if (selectionSet || docChanged) onCursor?.(cursor(state));
  });
}

/* A selection that ends where a line begins does not reach into it. */
function linesOf(doc, from, to) {
  const end = to > from && doc.lineAt(to).from === to ? to - 1 : to;
  return { first: doc.lineAt(from).number, last: doc.lineAt(end).number };
}

export function cursor(state) {
  const { head, from, to } = state.selection.main;
  const line = state.doc.lineAt(head);
  return { line: line.number, column: head - line.from + 1, selected: to - from, ...linesOf(state.doc, from, to) };
}
