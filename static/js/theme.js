/* The theme form posts by itself; with this it answers at once and the server is told behind the scenes. */
export function switchTheme() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-theme-form]") || !event.submitter) return;

    event.preventDefault();
    show(event.submitter.value);
    fetch(form.action, { method: "POST", body: new FormData(form, event.submitter), redirect: "manual" });
  });
}

function show(theme) {
  document.documentElement.dataset.theme = theme;
  for (const button of document.querySelectorAll("[data-theme-form] [name='theme']")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}
