/* What a person is told about a draft: a few words beside the title, and a sentence where something is to be done. */
import { clock } from "../times.js";

const begins = document.getElementById("edit").dataset.query ?? ""; // the editor of a proposal
const trouble = document.getElementById("trouble");
const SHORT = {
  "out-of-reach": "Offline",
  "signed-out": "Signed out",
  denied: "Not allowed",
  refused: "Draft not saved",
};
const SENTENCES = {
  "signed-out": "You are signed out. What you type is kept in this browser. Sign in in another window, then go on here.",
  denied: "The server does not take drafts from you here any more. What you type is kept in this browser. Copy it, then reload the page.",
  refused: "The draft could not be saved. What you type is kept in this browser.",
  full: "This browser has no room for a copy of your text, so it is safe only once the server has it.",
};

export const words = {
  unsaved: () => ({ icon: "circle-dot", words: "Unsaved", isKept: false }),
  sending: () => ({ icon: "refresh-cw", words: "Saving…", isKept: false }),
  kept: (moment) => ({ icon: "check", words: `Draft saved ${clock(moment)}`, isKept: true }),
  failed: (outcome, isHere) => ({
    icon: "hard-drive",
    words: `${SHORT[outcome]}, ${isHere ? "kept in this browser" : "not kept yet"}`,
    isKept: false,
  }),
};

export function explain(outcome, answer) {
  const sentence = (outcome === "refused" && answer?.sentence) || SENTENCES[outcome] || "";
  if (outcome === "done" || sentence) show(sentence);
}

export function show(sentence) {
  trouble.hidden = !sentence;
  if (trouble.lastElementChild.textContent !== sentence) trouble.lastElementChild.textContent = sentence;
}

/* A reload brings the draft again. */
export function address(draft) {
  const query = draft ? `?draft=${draft}` : begins;
  if (location.search !== query) history.replaceState(history.state, "", location.pathname + query + location.hash);
}
