/* The list below the field.  The server's groups of links become groups of options; the focus stays in the
   field, which tells which option is meant. */
const dialog = document.getElementById("palette");
const said = dialog.querySelector("[role=status]");
export const input = dialog.querySelector("[role=combobox]");
export const list = dialog.querySelector("[role=listbox]");

export function show(found, actions) {
  const none = found.querySelector("[data-none]");
  const groups = [...found.querySelectorAll(".hits"), ...actions];
  groups.sort((one, other) => near(one) - near(other)); // stable: what the server found stands before an action as near
  list.replaceChildren(...groups);
  dress();
  const count = options().length;
  said.textContent = (none && !actions.length && none.textContent) || (count ? results(count) : "Nothing on this page is called that.");
  said.classList.toggle("vh", count > 0 && said.textContent === results(count));
  input.setAttribute("aria-expanded", String(count > 0));
  choose(options()[0]);
}

const near = (group) => Number(group.dataset.near);
const results = (count) => (count === 1 ? "1 result" : `${count} results`);

function dress() {
  for (const [at, group] of [...list.children].entries()) {
    const title = group.querySelector("h2");
    title.id = `palette-group-${at}`;
    title.setAttribute("role", "presentation");
    group.setAttribute("aria-labelledby", title.id);
    for (const part of group.querySelectorAll("ul, li")) part.setAttribute("role", "presentation");
    for (const [number, option] of [...group.querySelectorAll("li > a")].entries()) {
      Object.assign(option, { id: `palette-${at}-${number}`, role: "option", tabIndex: -1, ariaSelected: "false" });
    }
  }
}

function options() {
  return [...list.querySelectorAll("[role=option]")];
}

export function active() {
  return list.querySelector('[aria-selected="true"]');
}

export function choose(option) {
  if (option === null) return; // the pointer is between two
  active()?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

export function step(by) {
  const all = options();
  const option = all[(all.indexOf(active()) + by + all.length) % all.length];
  if (!option) return;
  choose(option);
  option.scrollIntoView({ block: "nearest" });
  if (option === all[0]) list.scrollTop = 0; // with the title above it
}
