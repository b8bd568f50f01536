/* What can be completed: keys and their values in the frontmatter; in the body, agents and guidelines, but
   only where it is unmistakable that one is meant, as Enter takes an option. */
const source = document.getElementById("source");
let asked = null;

export async function complete(place) {
  const { where, word, before, isExplicit } = place;
  if (where === "body" ? !isFile(word, before) : !word && !isExplicit) return [];
  const words = await known();
  if (!words) return [];
  if (where === "body") return word.startsWith("@") ? [...words.agents, ...words.files].map((name) => `@${name}`) : words.files;
  return where === "key" ? keys(words, place) : values(words, place);
}

/* Fetched once, when there is something to complete; what could not be reached is asked for again the next time. */
function known() {
  return (asked ??= fetch(document.getElementById("edit").dataset.words, { redirect: "error" })
    .then((response) => (response.ok ? response.json() : Promise.reject(response)))
    .catch(() => (asked = null)));
}

function keys(words, { before, line }) {
  const lines = source.value.split("\n");
  if ((lines[line - 1] ?? "").length > before.length) return []; // within a key that is there
  const taken = new Set(lines.map((text) => /^([\w-]+)\s*:/.exec(text)?.[1]));
  return words.keys.filter(({ label }) => !taken.has(label)).map((option) => ({ ...option, apply: `${option.label}: ` }));
}

function values(words, { key, word, before }) {
  const start = before.slice(0, before.length - word.length);
  if (!/[\s,[]$/.test(start)) return [];
  const listed = new Set(start.split(/[\s,[\]]+/));
  const free = (words.values[key] ?? []).filter((value) => !listed.has(value));
  return free.includes(word) ? [] : free;
}

function isFile(word, before) {
  const start = before.slice(0, before.length - word.length);
  return (/^@[^@]*$/.test(word) && /(^|[\s(])$/.test(start)) || (/^\.claude\//.test(word) && start.endsWith("`"));
}
