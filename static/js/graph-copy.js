/* Copy a file of the graph: the button names its address.  Where nothing can be copied, the links to the files stay. */
for (const button of document.querySelectorAll("[data-copy-file]")) offer(button);
document.body.addEventListener("htmx:load", (event) => {
  for (const button of event.target.querySelectorAll?.("[data-copy-file]") ?? []) offer(button);
});

function offer(button) {
  button.hidden = !navigator.clipboard?.write;
  button.addEventListener("click", () => copy(button));
}

async function copy(button) {
  const text = fetch(button.dataset.copyFile).then(async (answer) => {
    if (!answer.ok) throw new Error(answer.statusText);
    return new Blob([await answer.text()], { type: "text/plain" });
  });
  const words = await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]).then(
    () => "Copied",
    () => "Not copied. Save the file instead.",
  );
  button.querySelector("span").textContent = words;
  document.getElementById("copied").textContent = words;
}
