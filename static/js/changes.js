/* Walks from change to change in a comparison (n, p); the address then names the line, so it can be sent to others. */
const edge = (element) => element.getBoundingClientRect().top;
const shown = [...document.querySelectorAll("[data-change]")].filter((change) => change.checkVisibility());
const changes = shown.sort((one, other) => edge(one) - edge(other)); // columns beside each other are read across
const walk = document.querySelector("[data-walk]");
let at = -1;

if (walk && changes.length) {
  walk.hidden = false;
  walk.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) go(at + Number(button.dataset.step));
  });
}

function go(wanted) {
  at = (wanted + changes.length) % changes.length;
  if (wanted < -1) at = changes.length - 1;
  const change = changes[at];
  change.tabIndex = -1;
  change.focus({ preventScroll: true });
  change.scrollIntoView({ block: "center" });
  const name = change.querySelector(".n[id]")?.id;
  if (name) history.replaceState(history.state, "", `#${name}`);
  walk.querySelector("[data-at]").textContent = `${at + 1} of ${changes.length}`;
}
