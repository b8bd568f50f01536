/* The source editor of agentsite: CodeMirror over a textarea.  README.md says how a page uses it. */
import { redo, undo } from "@codemirror/commands";
import { openSearchPanel } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { attributes, cover, cursor, keepInStep, tellCursor } from "./field.js";
import { findingsEffect, fixHere, step } from "./findings.js";
import { flash } from "./flash.js";
import { keepLetters, toggleWrap } from "./keys.js";
import { outline } from "./outline.js";
import { pageChanges } from "./page-changes.js";
import { goTo, lineAtTop, scrollToLine, select, topOf } from "./places.js";
import { setup } from "./setup.js";

export * from "./shared.js";

export function mount(textarea, options = {}) {
  const hadFocus = document.activeElement === textarea;
  const { selectionStart, selectionEnd } = textarea;
  const { host, root } = cover(textarea);
  const view = new EditorView({
    state: EditorState.create({
      doc: textarea.value,
      selection: hadFocus ? { anchor: selectionStart, head: selectionEnd } : undefined,
      extensions: [
        setup(options, attributes(textarea)),
        keepInStep(textarea, options.onChange),
        tellCursor(options.onCursor),
      ],
    }),
    root,
    parent: root,
  });
  keepLetters(host);
  const listening = new AbortController();
  for (const label of textarea.labels) label.addEventListener("click", () => view.focus(), listening);
  if (hadFocus) view.focus();
  options.onCursor?.(cursor(view.state));
  return controls(view, host, options, () => {
    listening.abort();
    view.destroy();
    host.remove();
    textarea.hidden = false;
  });
}

function controls(view, host, options, destroy) {
  const page = view.plugin(pageChanges);
  return {
    get text() {
      return view.state.doc.toString();
    },
    get scroller() {
      return view.scrollDOM;
    },
    host,
    set: (text) => page.replaceAll(normal(text)),
    applyChange: (from, to, insert) => page.make({ from, to, insert: normal(insert) }),
    setFindings: (list) => view.dispatch(findingsEffect(view.state, list)),
    flashLines: (first, last = first) => view.dispatch({ effects: flash.of(lines(view.state.doc, first, last)) }),
    outline: () => outline(view.state),
    undo: () => undo(view),
    redo: () => redo(view),
    find: () => openSearchPanel(view),
    toggleWrap: () => toggleWrap(view, options.onWrap),
    stepFinding: (by) => step(view, by),
    fixHere: () => fixHere(view),
    select: (range) => select(view, range),
    focus: () => view.focus(),
    goTo: (line) => goTo(view, line),
    lineAtTop: () => lineAtTop(view),
    topOf: (line) => topOf(view, line),
    scrollToLine: (line, fraction = 0) => scrollToLine(view, line, fraction),
    destroy,
  };
}

const normal = (text) => text.replace(/\r\n?/g, "\n");

function lines(doc, first, last) {
  const within = (line) => Math.min(Math.max(line, 1), doc.lines);
  return { from: doc.line(within(first)).from, to: doc.line(within(last)).to };
}
