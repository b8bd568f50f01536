/* Headings of the body, and folding by them: a section ends where the next of its level or above begins. */
import { ensureSyntaxTree, foldService, syntaxTree } from "@codemirror/language";

const HEADING = /^(?:ATX|Setext)Heading([1-6])$/;
const PATIENCE = 100; // ms to read what was not read yet

export function outline(state) {
  const tree = ensureSyntaxTree(state, state.doc.length, PATIENCE) ?? syntaxTree(state);
  const headings = [];
  for (let node = tree.topNode.firstChild; node; node = node.nextSibling) {
    const level = levelOf(node);
    if (level) headings.push({ level, title: title(state, node), line: state.doc.lineAt(node.from).number });
  }
  return headings;
}

export const foldBySection = foldService.of((state, start, end) => {
  const heading = blockAt(state, start, end);
  if (!heading) return null;
  const after = nextSection(heading);
  let last = state.doc.lineAt(after ? after.from - 1 : state.doc.length);
  while (last.from > end && !last.text.trim()) last = state.doc.line(last.number - 1);
  return last.to > end ? { from: state.doc.lineAt(heading.to).to, to: last.to } : null;
});

const levelOf = (node) => Number(HEADING.exec(node.name)?.[1] ?? 0);

function title(state, node) {
  const text = state.sliceDoc(node.from, node.to).split("\n")[0];
  return text.replace(/^\s*#+\s*|\s+#*\s*$/g, "").replace(/[*_`]+/g, "");
}

function blockAt(state, start, end) {
  const node = syntaxTree(state).topNode.childAfter(start);
  return node && node.from <= end && levelOf(node) ? node : null;
}

function nextSection(heading) {
  for (let node = heading.nextSibling; node; node = node.nextSibling) {
    if (levelOf(node) && levelOf(node) <= levelOf(heading)) return node;
  }
  return null;
}
