/* The list of what can be written here: a module of its own, codemirror-suggestions.js, which completion.js fetches. */
import { autocompletion, startCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";

const WORD = /[\p{L}\p{N}_.\/@*-]*$/u;
const KEY = /^([\w-]+)\s*:/;
let isLate = false;

export function suggestions(complete) {
  return autocompletion({ override: [(context) => ask(complete, context)], icons: false });
}

/* Go on as if this had been here when the last letter was typed. */
export function catchUp(view) {
  isLate = true;
  startCompletion(view);
  isLate = false;
}

export { startCompletion as open };

async function ask(complete, context) {
  const place = placeAt(context.state, context.pos);
  const isExplicit = context.explicit && !isLate;
  const isOffered = isExplicit || place.word || place.where === "value";
  const options = isOffered && (await complete({ ...place, isExplicit }));
  if (context.aborted || !options?.length) return null;
  return {
    from: context.pos - place.word.length,
    options: options.map((option) => (typeof option === "string" ? { label: option } : option)),
    validFor: WORD,
  };
}

/* Where one is: at the key or in the value of a frontmatter entry, or in the body. */
function placeAt(state, position) {
  const line = state.doc.lineAt(position);
  const before = line.text.slice(0, position - line.from);
  const place = { before, word: WORD.exec(before)[0], line: line.number, key: null };
  if (!isFrontmatter(state, position)) return { ...place, where: "body" };
  if (/^[\w-]*$/.test(before)) return { ...place, where: "key" };
  return { ...place, where: "value", key: keyAbove(state.doc, line) };
}

function isFrontmatter(state, position) {
  const first = syntaxTree(state).topNode.firstChild;
  return first?.name === "Frontmatter" && position > state.doc.line(1).to && position <= first.to;
}

function keyAbove(doc, line) {
  for (let number = line.number; number > 1; number--) {
    const key = KEY.exec(doc.line(number).text);
    if (key) return key[1];
  }
  return null;
}
