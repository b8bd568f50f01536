/* The opened palette: asks while one types, and goes where one chooses.  opening.js fetches it. */
import { answered, ask, forget } from "./ask.js";
import { active, choose, input, list, step } from "./options.js";

const dialog = document.getElementById("palette");

dialog.addEventListener("close", forget);
input.addEventListener("input", () => ask(input.value));
input.addEventListener("keydown", useKey);
list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays where one types
list.addEventListener("pointermove", (event) => choose(event.target.closest("[role=option]")));
list.addEventListener("click", take);
begin();

/* For each opening; what was typed before this was here is asked for. */
export function begin() {
  list.replaceChildren();
  if (dialog.open) ask(input.value);
}

export async function go(isElsewhere = false) {
  const { value } = input;
  await answered();
  if (!dialog.open || input.value !== value || !active()) return; // typed on meanwhile
  if (isElsewhere && active().href) window.open(active().href, "_blank", "noopener");
  else active().click();
}

function useKey(event) {
  const keys = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: () => go(event.ctrlKey || event.metaKey) };
  if (!(event.key in keys) || event.isComposing) return;
  event.preventDefault();
  keys[event.key]();
}

/* A link is followed as any other is; an action is done where it stands, once the dialog has let go. */
function take(event) {
  const option = event.target.closest("[role=option]");
  if (!option || (option.href && (event.ctrlKey || event.metaKey || event.shiftKey))) return;
  dialog.close();
  option.act?.();
}
