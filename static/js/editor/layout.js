/* Form, split or source: remembered.  On a narrow screen one pane at a time, chosen by tabs. */
const KEY = "agentsite.editor.layout";
const editor = document.querySelector(".editor");
const layouts = document.querySelector("[data-layouts]");
const tabs = document.querySelector("[data-tabs]");

export function chooseLayout() {
  editor.classList.add("tabbed");
  tabs.hidden = false;
  tabs.addEventListener("click", (event) => choose(tabs, "tab", event.target.closest("[data-tab]")));
  if (!layouts) return;
  layouts.hidden = false;
  layouts.addEventListener("click", (event) => {
    const button = event.target.closest("[data-layout]");
    choose(layouts, "layout", button);
    if (button) remember(button.dataset.layout);
  });
  choose(layouts, "layout", layouts.querySelector(`[data-layout="${remembered()}"]`));
}

/* Show the pane that holds the source, wherever one is. */
export function showSource() {
  if (layouts && editor.dataset.layout === "form") choose(layouts, "layout", layouts.querySelector('[data-layout="split"]'));
  choose(tabs, "tab", tabs.querySelector('[data-tab="source"]'));
}

function choose(group, what, button) {
  if (!button) return;
  editor.dataset[what] = button.dataset[what];
  for (const other of group.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
  window.dispatchEvent(new Event("resize"));
}

function remember(layout) {
  try {
    localStorage.setItem(KEY, layout);
  } catch {
    /* private windows may keep nothing */
  }
}

function remembered() {
  try {
    return /^(form|split|source)$/.exec(localStorage.getItem(KEY) ?? "")?.[0] ?? "split";
  } catch {
    return "split";
  }
}
