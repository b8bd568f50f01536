/* The button and the key (Alt O) of the outline, which is fetched when it is asked for the first time. */
const button = document.querySelector("[data-do=outline]");

export function openOutline() {
  button.addEventListener("click", toggle);
  document.addEventListener("keydown", (event) => {
    if (event.code !== "KeyO" || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    toggle();
  }, true);
}

async function toggle() {
  (await import("./outline.js")).toggle();
}
