/* Ctrl or ⌘ with Enter sends the form one writes in, with Shift it opens the verdict; a new thread gets the focus. */
export function sendWithKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return leave(event);
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    if (event.shiftKey) return openVerdict(event);
    const form = event.target.closest?.("form[data-send]");
    if (!form) return;
    event.preventDefault();
    form.querySelector("button:not([type='button'])").click();
  });
  document.addEventListener("submit", once);
  document.body.addEventListener("htmx:afterSettle", show);
}

/* A form among the lines in which nothing was typed goes away again. */
function leave(event) {
  const form = event.target.closest?.("[data-form] form.say");
  if (!form || event.defaultPrevented || [...form.querySelectorAll("textarea")].some((text) => text.value !== text.defaultValue)) return;
  event.preventDefault();
  form.querySelector("[data-cancel]").click();
}

function openVerdict(event) {
  const verdict = document.getElementById("finish");
  if (!verdict) return;
  event.preventDefault();
  verdict.showPopover();
  verdict.querySelector("textarea").focus();
}

/* A second click while the answer is on its way changes nothing; the server would see the same “once”. */
function once(event) {
  const form = event.target;
  if (event.defaultPrevented || form.hasAttribute("hx-post") || !form.matches(".rv form, .finish form, .batch")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 4000);
}

function show() {
  const made = document.querySelector("[data-made]");
  if (!made) return;
  made.removeAttribute("data-made");
  made.focus({ preventScroll: true });
  made.scrollIntoView({ block: "nearest" });
}
