/* The preview is brought up to date block by block: what did not change stays, so that a long text costs a short task. */
const LONG = 60_000; // characters, from which on the work is done in turns, so that typing goes on between them
const TURN = 16; // ms

export function patch(preview, html, isCurrent) {
  const work = steps(preview, html);
  if (html.length > LONG) setTimeout(turn, 0, work, isCurrent);
  else while (!work.next().done);
}

function turn(work, isCurrent) {
  if (!isCurrent()) return;
  const end = performance.now() + TURN;
  let done = false;
  while (!done && performance.now() < end) done = work.next().done;
  if (!done) setTimeout(turn, 0, work, isCurrent);
}

function* steps(preview, html) {
  const template = document.createElement("template");
  template.innerHTML = html; // cleaned by the server; scripts in it would not run
  yield;
  const [old, next] = [preview, template.content].map(onlyProse);
  if (old && next) yield* patchBlocks(old, next);
  else preview.replaceChildren(template.content);
  yield;
  preview.dispatchEvent(new Event("htmx:afterSwap"));
  preview.dispatchEvent(new Event("htmx:afterSettle", { bubbles: true }));
}

function onlyProse({ children }) {
  return children.length === 1 && children[0].matches(".prose") ? children[0] : null;
}

function* patchBlocks(old, next) {
  const [before, after] = [[...old.children], [...next.children]];
  const most = Math.min(before.length, after.length);
  let head = 0;
  for (; head < most && becomes(before[head], after[head]); head++) yield;
  let tail = 0;
  for (; tail < most - head && becomes(before.at(-1 - tail), after.at(-1 - tail)); tail++) yield;
  const end = before[before.length - tail] ?? null;
  for (const block of before.slice(head, before.length - tail)) block.remove();
  for (const block of after.slice(head, after.length - tail)) old.insertBefore(block, end);
}

/* Whether two blocks are the same but for the lines they stand on; those are brought up to date. */
function becomes(old, fresh) {
  const wide = [old, fresh].map((block) => [block, ...block.querySelectorAll("pre, table")]);
  wide[0].forEach((box, at) => box.hasAttribute("tabindex") && wide[1][at]?.setAttribute("tabindex", "0")); // scrollers.js
  if (old.isEqualNode(fresh)) return true;
  const [places, lines] = [old, fresh].map((block) => [block, ...block.querySelectorAll("[data-line]")]);
  if (places.length !== lines.length) return false;
  places.forEach((place, at) => {
    if (lines[at].dataset.line) place.dataset.line = lines[at].dataset.line;
  });
  return old.isEqualNode(fresh);
}
