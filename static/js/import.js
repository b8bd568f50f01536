/* Import: dropping files and folders onto the form, sending where each stood, and counting what is ticked.
   Without this module the form takes files and zips one knows from any page. */
const form = document.querySelector("[data-drop]");
if (form) listenForFiles(form);
const choice = document.querySelector("[data-choose]");
if (choice) countChosen(choice);

function listenForFiles(form) {
  const zone = form.querySelector("[data-drop-zone]");
  for (const part of form.querySelectorAll("[data-folder], [data-drop-hint]")) part.hidden = false;
  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => send(form, [...input.files].map((file) => [file, file.webkitRelativePath || file.name])));
  }
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", async (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    send(form, (await Promise.all(entries.map(walk))).flat());
  });
}

/* Every file below a dropped entry, with its path. */
async function walk(entry) {
  const path = entry.fullPath.slice(1);
  if (entry.isFile) return [[await new Promise((done, fail) => entry.file(done, fail)), path]];
  if ([".git", "node_modules"].includes(entry.name)) return [];
  const reader = entry.createReader();
  const found = [];
  for (let some = true; some; ) {
    const entries = await new Promise((done, fail) => reader.readEntries(done, fail));
    found.push(...(await Promise.all(entries.map(walk))).flat());
    some = entries.length > 0;
  }
  return found;
}

/* Put Markdown (or the zip) into the form together with its paths; what is not Markdown stays where it is. */
function send(form, files) {
  const useful = files.filter(([file, path]) => /\.(md|zip)$/i.test(file.name) && !/(^|\/)(\.git|node_modules)\//.test(path));
  const chosen = form.querySelector("[data-chosen]");
  for (const old of form.querySelectorAll("input[name=paths]")) old.remove();
  if (!useful.length) {
    chosen.textContent = files.length ? "None of these is a Markdown file or a zip. Choose others." : "";
    return;
  }
  const [first, ...others] = form.querySelectorAll("input[type=file]");
  const held = new DataTransfer();
  for (const [file, path] of useful) {
    held.items.add(file);
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "paths", value: path });
    form.append(field);
  }
  first.files = held.files;
  for (const other of others) other.value = "";
  chosen.textContent = useful.length === 1 ? useful[0][1] : `${useful.length} files chosen`;
  form.querySelector("button.primary").focus();
}

/* The button says how many files will come in, also those ticked on other pages of the list. */
function countChosen(form) {
  const ticked = () => form.querySelectorAll("[name=chosen]:checked").length;
  const button = form.querySelector("[data-import]");
  if (!button) return; // who may not save proposes
  const elsewhere = Number(button.dataset.import) - ticked();
  const show = () => {
    const count = elsewhere + ticked();
    button.textContent = count === 1 ? "Import 1 file" : `Import ${count} files`;
    button.disabled = count === 0;
  };
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
}
