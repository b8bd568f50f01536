/* The preview of a change of many files: the button says how many it is for, and one box ticks them all. */
document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-tick-all]");
  if (all) for (const box of boxes(all.form)) box.checked = all.checked;
  count();
});
document.addEventListener("htmx:afterSettle", count);
addEventListener("pageshow", count);
count();

function boxes(form) {
  return [...form.querySelectorAll("[name=selected]")];
}

function count() {
  for (const form of document.querySelectorAll("form[data-bulk]")) {
    const all = form.querySelector("[data-tick-all]");
    const ticked = boxes(form).filter((box) => box.checked).length;
    const button = form.querySelector("[data-apply]");
    if (button) name(button, ticked); // who may not save has none
    all.hidden = all.nextElementSibling.hidden = false;
    all.checked = ticked === boxes(form).length;
    all.indeterminate = ticked > 0 && !all.checked;
  }
}

function name(button, ticked) {
  button.querySelector(".js").textContent = ticked === 1 ? "Apply to 1 agent" : `Apply to ${ticked} agents`;
  button.disabled = ticked === 0;
}
