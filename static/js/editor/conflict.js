/* Two texts that changed the same place: from place to place by n and p, and what is left to choose is counted. */
const places = [...document.querySelectorAll("[data-place]")];
const walk = document.querySelector("[data-walk]");
const rest = document.querySelector("[data-rest]");
const isOpen = (place) => !place.querySelector("[type=radio]:checked");

if (places.length) {
  walk.hidden = rest.hidden = false;
  walk.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) go(Number(button.dataset.step));
  });
  rest.addEventListener("click", (event) => {
    const side = event.target.closest("[data-side]")?.dataset.side;
    for (const place of side ? places.filter(isOpen) : []) place.querySelector(`[value="${side}"]`).checked = true;
    count();
  });
  for (const place of places) place.addEventListener("change", count);
  count();
}

/* Behind the last place, and before the first, is the button that saves. */
function go(step) {
  const stops = [...places, document.querySelector("[value=choices]")];
  const now = stops.findIndex((stop) => stop.contains(document.activeElement));
  const next = now < 0 ? (step > 0 ? 0 : stops.length - 1) : (now + step + stops.length) % stops.length;
  const stop = stops[next];
  (stop.querySelector("[type=radio]:checked, [type=radio]") ?? stop).focus({ preventScroll: true });
  stop.scrollIntoView({ block: "center" });
}

function count() {
  const left = places.filter(isOpen).length;
  const all = places.length;
  const words = left ? `${left} of ${all} place${all === 1 ? "" : "s"} left to choose` : `All ${all} chosen`;
  document.querySelector("[data-left]").textContent = words;
  for (const button of rest.children) button.disabled = !left;
}

/* Copy what was typed. */
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.lastChild.textContent = "Copied";
  });
}
