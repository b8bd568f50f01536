/* A details.drop opens and closes by itself; this closes it on Escape, on a click elsewhere, and on leaving. */
export function closeMenus() {
  document.addEventListener("click", (event) => closeExcept(event.target.closest("details.drop")));
  document.addEventListener("focusin", (event) => closeExcept(event.target.closest("details.drop")));
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector("details.drop[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
}

function closeExcept(kept) {
  for (const drop of document.querySelectorAll("details.drop[open]")) {
    if (drop !== kept) drop.open = false;
  }
}
