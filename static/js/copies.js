/* Buttons that copy what an element says (data-copies) or print the page (data-print), where the browser lets us. */
for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", () => copy(button));
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

async function copy(button) {
  const source = document.querySelector(button.dataset.copies);
  const lines = [...source.querySelectorAll("li")].map((line) => line.textContent);
  const told = await navigator.clipboard.writeText(lines.length ? lines.join("\n") : source.textContent).then(
    () => "Copied",
    () => "Not copied. Select it and copy it by hand.",
  );
  const label = button.querySelector("span");
  const before = (label.dataset.label ??= label.textContent);
  label.textContent = button.nextElementSibling.textContent = told;
  setTimeout(() => (label.textContent = before), 1800);
}
