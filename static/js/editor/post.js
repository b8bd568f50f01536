/* Questions to the server in the background.  What became of one is told in a word; nothing here throws:
   done, refused (with a sentence), denied, signed-out, or out-of-reach. */
const form = document.getElementById("edit");
const TIMEOUT = 15_000;
const TOKEN = "csrfmiddlewaretoken";

export async function post(address, fields, options = {}) {
  fields.set(TOKEN, form.elements[TOKEN].value);
  const first = await ask(address, fields, options);
  if (first.outcome !== "denied") return first;
  const token = await newToken();
  if (!token) return first;
  fields.set(TOKEN, token);
  return ask(address, fields, options);
}

async function ask(address, body, options) {
  try {
    const headers = { Accept: options.as ?? "application/json" };
    const signal = AbortSignal.timeout(TIMEOUT);
    const response = await fetch(address, { method: "POST", redirect: "manual", body, headers, signal, keepalive: options.keepalive });
    const outcome = outcomeOf(response);
    const isJson = /json/.test(response.headers.get("Content-Type"));
    return { outcome, status: response.status, answer: isJson ? await response.json() : await response.text() };
  } catch {
    return { outcome: "out-of-reach" };
  }
}

function outcomeOf({ ok, type, status }) {
  if (ok) return "done";
  if (type === "opaqueredirect" || status === 401) return "signed-out";
  if (status === 403) return "denied";
  return status >= 500 || status === 429 ? "out-of-reach" : "refused";
}

/* Who signed in again has another token; the page takes it over when it is the same person. */
async function newToken() {
  try {
    const response = await fetch(location.pathname, { redirect: "manual" });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.getElementById("edit");
    if (!response.ok || fresh?.dataset.person !== form.dataset.person) return "";
    const token = fresh.elements[TOKEN].value;
    for (const field of document.querySelectorAll(`[name="${TOKEN}"]`)) field.value = token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "x-csrftoken": token }));
    return token;
  } catch {
    return "";
  }
}
