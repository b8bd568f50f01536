/* Which version the text is an edit of.  A change that moved it can be undone, and then it moves back. */
import { changed } from "./drafts.js";
import { editor, source } from "./sheet.js";
import { origin, rebase } from "./state.js";

const live = document.getElementById("live");
const steps = []; // texts, each with the version it was an edit of

export function followUndo() {
  source.addEventListener("input", () => {
    const step = steps.findLast(({ text }) => text === source.value);
    if (step && step.origin.number !== origin().number) rebase(step.origin.number, step.origin.text);
  });
}

/* Put ``text``, an edit of version ``number``, into the editor, as one step of its undo.  ``start`` is the
   text of that version, null when it is not here. */
export function replace(text, number, start) {
  remember();
  editor.set(text);
  if (String(number) !== origin().number || start !== null) rebase(number, start);
  remember();
  live.dispatchEvent(new Event("again"));
  changed();
}

function remember() {
  steps.push({ text: source.value, origin: origin() });
}
