/* The link of an invitation: a button that copies it, and the whole of it chosen by a click into the field. */
const field = document.querySelector("#link");
const button = document.querySelector('[data-copy="link"]');

field.addEventListener("focus", () => field.select());
if (navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.querySelector("span").textContent = "Copied";
  });
}
document.querySelector("#made").focus({ preventScroll: true });
