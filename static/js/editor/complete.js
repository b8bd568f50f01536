/* What can be completed: keys and their values in the frontmatter; in the body, agents and guidelines, but
   only where it is unmistakable that one is meant, as Enter takes an option. */
const source = document.getElementById("source");
const words = JSON.parse(document.getElementById("words").textContent);

export function complete({ where, key, word, before, line, isExplicit }) {
  if (where === "body") return files(word, before);
  if (!word && !isExplicit) return [];
  return where === "key" ? keys(before, line) : values(key, word, before);
}

function keys(before, line) {
  const lines = source.value.split("\n");
  if (lines[line - 1].length > before.length) return []; // within a key that is there
  const taken = new Set(lines.map((text) => /^([\w-]+)\s*:/.exec(text)?.[1]));
  return words.keys.filter(({ label }) => !taken.has(label)).map((option) => ({ ...option, apply: `${option.label}: ` }));
}

function values(key, word, before) {
  const start = before.slice(0, before.length - word.length);
  if (!/[\s,[]$/.test(start)) return [];
  const listed = new Set(start.split(/[\s,[\]]+/));
  const free = (words.values[key] ?? []).filter((value) => !listed.has(value));
  return free.includes(word) ? [] : free;
}

function files(word, before) {
  const start = before.slice(0, before.length - word.length);
  if (/^@[^@]*$/.test(word) && /(^|[\s(])$/.test(start)) {
    return [...words.agents.map((name) => `@${name}`), ...words.files.map((path) => `@${path}`)];
  }
  return /^\.claude\//.test(word) && start.endsWith("`") ? words.files : [];
}
