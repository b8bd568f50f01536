/* A form that could not be sent keeps what was typed and says why, and what to do. */
const pattern = document.getElementById("box-failed");
const KEPT = "What you typed is kept in this browser. ";
const SENTENCES = {
  0: ["The server is out of reach. ", "Try again in a moment."],
  401: ["You are signed out. ", "Sign in in another window, then try again here."],
  403: ["The server does not take this from you any more. ", "Reload the page to see what you may do."],
  404: ["That is no longer there. ", "Reload the page."],
  413: ["This is too long to be sent. ", "Shorten it."],
  429: ["That was too often. ", "Wait a moment, then try again."],
};
const FAILED = ["The server could not do it. ", "Try again in a moment."];

export function tellFailures() {
  if (!pattern) return;
  const { body } = document;
  body.addEventListener("htmx:beforeRequest", ({ detail }) => formOf(detail)?.querySelectorAll("[data-failed]").forEach((told) => told.remove()));
  body.addEventListener("htmx:beforeOnLoad", stay);
  body.addEventListener("htmx:responseError", ({ detail }) => failed(detail));
  for (const name of ["htmx:sendError", "htmx:timeout"]) body.addEventListener(name, ({ detail }) => tell(formOf(detail), 0));
}

const formOf = (detail) => (detail.requestConfig?.elt ?? detail.elt)?.closest?.("form");

/* The sign-in page would take the place of what was typed. */
function stay(event) {
  if (event.detail.xhr.status !== 401 || !formOf(event.detail)) return;
  event.preventDefault();
  tell(formOf(event.detail), 401);
}

async function failed(detail) {
  const form = formOf(detail);
  if (!form) return;
  if (detail.xhr.status === 403 && !form.dataset.again403 && (await takeNewToken())) {
    form.dataset.again403 = "yes";
    return form.requestSubmit(detail.requestConfig.triggeringEvent?.submitter); // the button says what becomes of it
  }
  delete form.dataset.again403;
  tell(form, detail.xhr.status);
}

/* Who signed in again has another token; the page takes it over when it is the same person. */
async function takeNewToken() {
  try {
    const response = await fetch(location.pathname, { redirect: "error" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const isSame = page.getElementById("box")?.dataset.person === document.getElementById("box").dataset.person;
    const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (!response.ok || !isSame || !token) return false;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "x-csrftoken": token }));
    return true;
  } catch {
    return false;
  }
}

/* At the head of what was typed; for a button alone, below the row it stands in. */
function tell(form, status) {
  if (!form) return;
  const isTyped = Boolean(form.querySelector("textarea"));
  const row = isTyped ? null : form.closest(".card-h, .own, .f, .sh");
  for (const told of (row?.parentElement ?? form).querySelectorAll(":scope > [data-failed]")) told.remove();
  const note = pattern.content.firstElementChild.cloneNode(true);
  const [what, todo] = SENTENCES[status] ?? FAILED;
  note.lastElementChild.textContent = `${what}${isTyped ? KEPT : ""}${todo}`;
  if (row) row.after(note);
  else form.prepend(note);
}
