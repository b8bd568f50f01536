/* Bundle src/ into two modules, the editor and its list of suggestions, and write them with the licences of what is in them.

   node build.mjs [folder]      the folder is ../static/vendor unless said otherwise */
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build, transform } from "esbuild";

const here = import.meta.dirname;
const target = process.argv[2] ?? join(here, "../static/vendor");

const styleSheets = {
  name: "style sheets as text, made small",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

/* The list takes what the editor has too from the editor's module. */
const fromEditor = {
  name: "what the editor has",
  setup({ onResolve }) {
    onResolve({ filter: /^@codemirror\/(language|state|view)$/ }, () => ({ path: "./codemirror.js", external: true }));
  },
};

const bundles = [await bundle("editor.js", [styleSheets]), await bundle("suggestions.js", [fromEditor])];
const banner = `/* CodeMirror for agentsite, made from frontend/ (${await fingerprint()}); licences: codemirror.LEGAL.txt */\n`;
await mkdir(target, { recursive: true });
for (const [at, name] of ["codemirror.js", "codemirror-suggestions.js"].entries()) {
  await writeFile(join(target, name), banner + bundles[at].outputFiles[0].text);
}
await writeFile(join(target, "codemirror.LEGAL.txt"), await licences(packagesOf(bundles)));

function bundle(entry, plugins) {
  return build({
    absWorkingDir: here,
    entryPoints: [join("src", entry)],
    bundle: true,
    charset: "utf8",
    format: "esm",
    legalComments: "none",
    metafile: true,
    minify: true,
    plugins,
    target: "es2022",
    write: false,
  });
}

function packagesOf(built) {
  const inputs = built.flatMap(({ metafile }) => Object.values(metafile.outputs)).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const names = used.map(([path]) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return [...new Set(names.filter(Boolean))].sort();
}

async function licences(names) {
  const texts = await Promise.all(names.map(licence));
  return `codemirror.js holds the packages below.\n\n${texts.join("\n")}`;
}

async function licence(name) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[sc]e/i.test(entry));
  if (!file) throw new Error(`${name} comes without its licence; look for it and put it here by hand.`);
  return `== ${name} ${version} (${license})\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`;
}

/* Tells a test without Node whether the committed file is the one made from these sources. */
async function fingerprint() {
  const sources = (await readdir(join(here, "src"))).sort().map((name) => join("src", name));
  const hash = createHash("sha256");
  for (const name of ["package-lock.json", "build.mjs", ...sources]) hash.update(await readFile(join(here, name)));
  return hash.digest("hex").slice(0, 16);
}
