// A link that was opened by a person in a browser signs in at once; without scripts there is the button.
document.querySelector("[data-sign-in]")?.requestSubmit();
