/* Filters the rows of a table as one types; ticked rows stay in sight.  Without it the form asks the server. */
for (const form of document.querySelectorAll("form[data-filter-rows]")) {
  const table = document.querySelector(form.dataset.filterRows);
  const rows = [...(table?.querySelectorAll("[data-row]") ?? [])];
  const words = form.elements.q;

  words?.addEventListener("input", () => {
    const wanted = words.value.trim().toLowerCase();
    for (const row of rows) {
      const isTicked = row.querySelector("[name='selected']")?.checked;
      row.hidden = !isTicked && !row.textContent.toLowerCase().includes(wanted);
    }
  });

  form.addEventListener("submit", () => {
    const ticked = rows.map((row) => row.querySelector("[name='selected']:checked")?.value).filter(Boolean);
    form.elements.selected.value = ticked.join(",");
  });
}
