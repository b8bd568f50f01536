/* The frontmatter as a block of Markdown, coloured lightly: keys, quoted strings, comments.  As Claude Code
   reads it: the first line that begins with "---" ends it. */
import { tags } from "@lezer/highlight";

const OPENING = /^\ufeff?---[ \t]*$/;
const KEY = /^(\s*(?:- +)*)([\w.$-]+|"[^"]*"|'[^']*')\s*:(?=\s|$)/;
const QUOTED = /"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?/y;
const COMMENT = /(?<=^|\s)#.*$/g;
const BLOCK = /^[|>][-+\d]*\s*(?:#.*)?$/;

export const frontmatter = {
  defineNodes: [
    { name: "Frontmatter", block: true },
    { name: "FrontmatterMark", style: tags.meta },
    { name: "FrontmatterKey", style: tags.propertyName },
    { name: "FrontmatterString", style: tags.string },
    { name: "FrontmatterComment", style: tags.comment },
  ],
  parseBlock: [{ name: "Frontmatter", before: "LinkReference", parse }],
};

function parse(context, line) {
  if (context.lineStart > 0 || !OPENING.test(line.text)) return false;

  const mark = () => context.elt("FrontmatterMark", context.lineStart, context.lineStart + line.text.length);
  const parts = [mark()];
  const read = reader();
  while (context.nextLine()) {
    if (line.text.startsWith("---")) {
      parts.push(mark());
      context.nextLine();
      break;
    }
    for (const [name, from, to] of read(line.text)) {
      parts.push(context.elt(name, context.lineStart + from, context.lineStart + to));
    }
  }
  context.addElement(context.elt("Frontmatter", 0, context.prevLineEnd(), parts));
  return true;
}

/* Lines of a block scalar ("|", ">") are text, whatever they look like. */
function reader() {
  let indent = -1;
  return (text) => {
    const blank = text.trim() === "";
    if (indent >= 0 && (blank || text.search(/\S/) > indent)) return [];
    if (blank) return [];
    const key = KEY.exec(text);
    const rest = key ? key[0].length : /^\s*(?:- +)*/.exec(text)[0].length;
    indent = BLOCK.test(text.slice(rest).trim()) ? text.search(/\S/) : -1;
    return [...(key ? [["FrontmatterKey", key[1].length, rest]] : []), ...value(text, rest)];
  };
}

function value(text, from) {
  const start = from + text.slice(from).search(/\S|$/);
  if (text[start] === '"' || text[start] === "'") return quoted(text, start);
  if (text[start] === "[" || text[start] === "{") return [...strings(text, start), ...comment(text, start)];
  return comment(text, start);
}

function quoted(text, start) {
  QUOTED.lastIndex = start;
  const end = start + QUOTED.exec(text)[0].length;
  return [["FrontmatterString", start, end], ...comment(text, end)];
}

function* strings(text, start) {
  for (const found of text.slice(start).matchAll(/(?<=[[{,:]\s*)(?:"[^"]*"|'[^']*')/g)) {
    yield ["FrontmatterString", start + found.index, start + found.index + found[0].length];
  }
}

function comment(text, from) {
  COMMENT.lastIndex = from;
  const found = COMMENT.exec(text);
  return found ? [["FrontmatterComment", found.index, text.length]] : [];
}
