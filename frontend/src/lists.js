/* Enter in a list begins the next item; in an empty item it ends the list. */
import { syntaxTree } from "@codemirror/language";

const ITEM = /^([\s>]*)(?:([-*+])|(\d{1,9})([.)]))( {1,4})(\[[ xX]\] )?/;

export function continueList({ state, dispatch }) {
  const { main, ranges } = state.selection;
  const line = state.doc.lineAt(main.head);
  const item = ITEM.exec(line.text);
  if (state.readOnly || ranges.length > 1 || !main.empty || !item || main.head < line.from + item[0].length) return false;
  if (isCode(state, main.head)) return false;

  const isEmpty = line.text.length === item[0].length;
  const changes = isEmpty
    ? { from: line.from, to: line.to, insert: item[1].trimEnd() }
    : { from: main.head, insert: state.lineBreak + next(item) };
  const spec = { changes, scrollIntoView: true, userEvent: "input" };
  const transaction = state.update(spec);
  dispatch(state.update({ ...spec, selection: { anchor: transaction.changes.mapPos(main.head, 1) } }));
  return true;
}

function next([, indent, bullet, number, stop, space, box]) {
  return indent + (bullet ?? Number(number) + 1 + stop) + space + (box ? "[ ] " : "");
}

function isCode(state, position) {
  for (let node = syntaxTree(state).resolveInner(position, -1); node; node = node.parent) {
    if (node.name === "FencedCode" || node.name === "CodeBlock") return true;
  }
  return false;
}
