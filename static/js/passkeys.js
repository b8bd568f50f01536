/* Passkeys: the form asks the browser for one and posts its answer as JSON, bytes as base64url.
   data-passkey says what for: “add” makes one, “use” asks for one of the person's, “sign-in” for anybody's.
   Without JavaScript, or where the browser has no passkeys, these forms stay hidden. */
const SENTENCES = {
  NotAllowedError: "No passkey was used: the question was closed, or it waited too long. Try again when you are ready.",
  AbortError: "No passkey was used: the question was closed. Try again when you are ready.",
  InvalidStateError: "This device holds a passkey for you here already.",
  NotSupportedError: "This device makes no passkey of the kind asked for. Try another one.",
  ConstraintError: "This device cannot make sure that it is you. Set up a PIN or a screen lock on it, or try another one.",
  SecurityError: "No passkey can be used at this address. Open the site as localhost or, with https, by its name.",
  TypeError: "The site did not answer. Try again in a moment.",
};
const OTHER = "The passkey did not work. Try again, or take another way.";

if (window.PublicKeyCredential && navigator.credentials) {
  for (const sentence of document.querySelectorAll("[data-passkey-none]")) sentence.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form);
    });
  }
}

async function ask(form) {
  const button = form.querySelector("button");
  const told = form.querySelector("[role=alert]");
  told.textContent = "";
  button.setAttribute("aria-disabled", "true");
  try {
    const question = await questionOf(form);
    const answer = await (form.dataset.passkey === "add" ? make(question) : use(question));
    form.elements.credential.value = JSON.stringify(written(answer));
    form.submit();
  } catch (error) {
    button.removeAttribute("aria-disabled");
    told.textContent = SENTENCES[error.name] ?? OTHER;
  }
}

async function questionOf(form) {
  if (form.dataset.passkey !== "sign-in") {
    const data = JSON.parse(document.getElementById("passkey-question").textContent);
    return (data.creation_options ?? data.request_options).publicKey;
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new TypeError(answer.statusText);
  return (await answer.json()).request_options.publicKey;
}

function make(question) {
  const user = { ...question.user, id: bytes(question.user.id) };
  const excludeCredentials = (question.excludeCredentials ?? []).map(named);
  return navigator.credentials.create({
    publicKey: { ...question, challenge: bytes(question.challenge), user, excludeCredentials },
  });
}

function use(question) {
  const allowCredentials = (question.allowCredentials ?? []).map(named);
  return navigator.credentials.get({ publicKey: { ...question, challenge: bytes(question.challenge), allowCredentials } });
}

const named = (credential) => ({ ...credential, id: bytes(credential.id) });

function written(credential) {
  const { id, type, authenticatorAttachment, rawId, response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const said = Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, text(response[part])]));
  if (response.getTransports) said.transports = response.getTransports();
  const clientExtensionResults = credential.getClientExtensionResults();
  return { id, type, authenticatorAttachment, rawId: text(rawId), response: said, clientExtensionResults };
}

function bytes(base64url) {
  const plain = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
