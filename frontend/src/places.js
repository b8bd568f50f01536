/* Lines as places: where they stand, and how to get there. */
import { EditorView } from "@codemirror/view";
import { place } from "./findings.js";

export function goTo(view, line) {
  const { from } = at(view, line);
  view.focus();
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
}

/* Columns count from 0. */
export function select(view, { line, from, endLine, to }) {
  const [anchor, head] = [place(view.state.doc, line, from), place(view.state.doc, endLine, to)];
  view.focus();
  view.dispatch({ selection: { anchor, head }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
}

/* In pixels of what scrolls, as scrollTop counts them. */
export function topOf(view, line) {
  return view.documentPadding.top + view.lineBlockAt(at(view, line).from).top;
}

export function lineAtTop(view) {
  const height = Math.max(0, view.scrollDOM.scrollTop - view.documentPadding.top);
  const block = view.lineBlockAtHeight(height);
  const fraction = Math.min(Math.max((height - block.top) / block.height, 0), 1);
  return { line: view.state.doc.lineAt(block.from).number, fraction };
}

/* Left to the editor, as it knows the height of a line only once the line is drawn. */
export function scrollToLine(view, line, fraction) {
  const { from } = at(view, line);
  const yMargin = -fraction * view.lineBlockAt(from).height - 0.5; // half a pixel into it, for rounding's sake
  view.dispatch({ effects: EditorView.scrollIntoView(from, { y: "start", yMargin }) });
}

function at(view, line) {
  return view.state.doc.line(Math.min(Math.max(Math.trunc(line), 1), view.state.doc.lines));
}
