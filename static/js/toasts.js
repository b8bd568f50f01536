/* A toast goes when its button is pressed or when the bar below it has run out.
   The bar is a CSS animation that waits while the toast is hovered or focused, so no clock is kept here. */
export function dismissToasts() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".toasts [data-dismiss]");
    if (button) button.closest(".toasts > div").remove();
  });
  document.addEventListener("animationend", (event) => {
    if (event.animationName === "toast-timer") event.target.remove();
  });
}
