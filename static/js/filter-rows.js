/* Filters rows or cards as one types; ticked ones stay in sight.  Without it the form asks the server. */
for (const form of document.querySelectorAll("form[data-filter-rows]")) {
  const rows = [...(document.querySelector(form.dataset.filterRows)?.querySelectorAll("[data-row]") ?? [])];
  const words = form.elements.q;
  const count = form.querySelector("[data-shown]");
  const none = document.querySelector("[data-none]");

  words?.addEventListener("input", () => {
    const wanted = words.value.toLowerCase().split(/\s+/);
    for (const row of rows) {
      const isTicked = row.querySelector("[name='selected']")?.checked;
      const text = row.textContent.toLowerCase();
      row.hidden = !isTicked && !wanted.every((word) => text.includes(word));
    }
    tell(rows.filter((row) => !row.hidden).length);
  });

  form.addEventListener("submit", () => {
    const ticked = rows.map((row) => row.querySelector("[name='selected']:checked")?.value).filter(Boolean);
    if (form.elements.selected) form.elements.selected.value = ticked.join(",");
  });

  function tell(shown) {
    if (count) count.textContent = `${shown} ${count.dataset.shown}${shown === 1 ? "" : "s"}`;
    if (!none) return;
    none.hidden = shown > 0;
    none.querySelector("span").textContent = words.value;
  }
}
