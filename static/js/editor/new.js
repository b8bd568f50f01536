/* The file's name follows from what one types as the name; what is typed is kept in this browser until it is created. */
import { keepForm } from "./new-copy.js";

const name = document.getElementById("id_name");
const folder = document.getElementById("id_folder");
const becomes = document.querySelector("[data-becomes]");

if (name) {
  name.addEventListener("input", show);
  name.addEventListener("change", () => ((name.value = fileName(name.value)), show()));
  folder?.addEventListener("change", show);
  show();
}
if (document.getElementById("new")) keepForm(document.getElementById("new"), show);

function show() {
  if (!name) return;
  const stem = fileName(name.value);
  const path = becomes.querySelector("span");
  becomes.hidden = !stem;
  path.textContent = `${path.dataset.root}${folder?.value ? `${folder.value}/` : ""}${stem}.md`;
}

function fileName(text) {
  const plain = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 64);
}
