/* A link that copies where it leads, where the browser lets us; else it is followed, and the address bar has it. */
export async function copying(event, text) {
  if (!navigator.clipboard) return;
  event.preventDefault();
  const link = event.currentTarget; // what stands behind it tells those who hear the page
  const label = link.querySelector("[data-label]");
  await navigator.clipboard.writeText(new URL(text, location.href).href);
  const before = label.dataset.label || (label.dataset.label = label.textContent);
  const say = (words, told) => ([label.textContent, link.nextElementSibling.textContent] = [words, told]);
  say("Copied", "Link copied");
  setTimeout(() => say(before, ""), 1800);
}
