/* For somebody who came by a link: what every page has of the site's own, and a name that is typed once. */
import { heedEarly } from "./early.js";
import { listenForKeys } from "./keys.js";
import { closeMenus } from "./menus.js";
import { reachScrollers } from "./scrollers.js";
import { tellTimes } from "./times.js";

closeMenus();
reachScrollers();
tellTimes();
listenForKeys();
heedEarly();
document.addEventListener("input", ({ target }) => {
  if (target.matches("input[name='name']")) for (const name of document.getElementsByName("name")) name.value = target.value;
});
