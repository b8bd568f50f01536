/* What every box for Markdown has besides: a preview as the server draws it, names that are completed, and how
   much room is left before it is too much. */
import { completePeople } from "./mentioning.js";

const pattern = document.getElementById("box");
const most = Number(pattern?.dataset.most);
const encoder = new TextEncoder();
const figures = new Intl.NumberFormat("en");

/* Furnish the boxes of ``root`` that were not furnished yet. */
export function furnish(root) {
  if (!pattern) return;
  for (const text of root.querySelectorAll("textarea[data-box]:not([data-furnished])")) {
    text.dataset.furnished = "";
    const tools = pattern.content.firstElementChild.cloneNode(true);
    text.before(tools);
    text.addEventListener("input", () => measure(text, tools));
    text.addEventListener("invalid", () => show(text, tools, false)); // so that the browser can point at it
    tools.addEventListener("click", (event) => choose(event, text, tools));
    if (pattern.dataset.people) completePeople(text, pattern.dataset.people);
    measure(text, tools);
  }
}

/* Said from four fifths on; what is too much is not sent. */
function measure(text, tools) {
  const size = text.value.length * 3 < most * 0.8 ? 0 : encoder.encode(text.value).length;
  const room = tools.querySelector("[data-room]");
  const isTooMuch = size > most;
  const told = isTooMuch
    ? `${figures.format(size - most)} bytes too many. At most ${figures.format(most)} can be kept.`
    : size > most * 0.8 ? `${figures.format(most - size)} bytes left` : "";
  if (room.textContent !== told) room.textContent = told;
  room.classList.toggle("over", isTooMuch);
  if (isTooMuch) text.setAttribute("aria-invalid", "true");
  else text.removeAttribute("aria-invalid");
  text.setCustomValidity(isTooMuch ? told : "");
}

function choose(event, text, tools) {
  const button = event.target.closest("[data-show]");
  if (!button) return;
  show(text, tools, button.dataset.show === "preview");
  if (button.dataset.show === "text") text.focus();
}

function show(text, tools, isPreview) {
  for (const button of tools.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", String((button.dataset.show === "preview") === isPreview));
  tools.parentElement.querySelector(".box-preview")?.remove();
  text.hidden = isPreview;
  if (!isPreview) return;
  const pane = document.createElement("div");
  pane.className = "box-preview prose tsm";
  pane.setAttribute("role", "region");
  pane.setAttribute("aria-label", "Preview");
  pane.setAttribute("hx-disable", "");
  pane.dir = "auto";
  text.after(pane);
  draw(pane, text.value);
}

async function draw(pane, words) {
  if (!words.trim()) return void (pane.textContent = "Nothing to preview yet.");
  try {
    const body = new FormData();
    body.set("words", words);
    const headers = JSON.parse(document.body.getAttribute("hx-headers"));
    const response = await fetch(pattern.dataset.preview, { method: "POST", redirect: "error", body, headers });
    if (!response.ok) throw new Error(response.status);
    pane.innerHTML = await response.text(); // cleaned by the server like everything people write
  } catch {
    pane.textContent = "The preview is out of reach just now. What you typed is still here.";
  }
}
