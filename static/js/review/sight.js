/* The bar of the files: changed words on or off, remembered; the list one jumps by; and how high the bar is, for
   what stands below it. */
const YEAR = 31_536_000;
const root = document.documentElement;

export function keepSight() {
  const bar = document.querySelector(".review-bar");
  if (!bar) return;
  const words = bar.querySelector("[data-words]");
  words?.addEventListener("change", () => {
    document.cookie = `agentsite_words=${words.checked ? "marked" : "plain"}; path=/; max-age=${YEAR}; samesite=lax`;
  });
  bar.addEventListener("click", jump);
  document.body.addEventListener("htmx:afterSettle", () => showSeen(bar));
  new ResizeObserver(() => root.style.setProperty("--bar", getComputedStyle(bar).position === "sticky" ? `${bar.offsetHeight}px` : "0px")).observe(bar);
}

function jump(event) {
  const link = event.target.closest("[data-jump]");
  const file = link && document.querySelector(link.hash);
  if (!file) return;
  event.preventDefault();
  link.closest("details").open = false;
  file.tabIndex = -1;
  file.focus({ preventScroll: true });
  file.scrollIntoView({ block: "start" });
}

function showSeen(bar) {
  for (const mark of bar.querySelectorAll("[data-seen]")) {
    const button = document.querySelector(`#file-${mark.dataset.seen} [data-viewed] button`);
    if (button) mark.hidden = button.getAttribute("aria-pressed") !== "true";
  }
}
