/* Everything every page has.  Pages work without it; each module says what it adds. */
import { listenForKeys } from "./keys.js";
import { listenForPalette } from "./palette/opening.js";
import { reachScrollers } from "./scrollers.js";
import { keepCount } from "./selection.js";
import { closeMenus } from "./menus.js";
import { heedEarly } from "./early.js";
import { switchTheme } from "./theme.js";
import { dismissToasts } from "./toasts.js";
import { tellTimes } from "./times.js";
import { forgetWithSignOut } from "./review/unsent.js";

switchTheme();
dismissToasts();
closeMenus();
keepCount();
reachScrollers();
tellTimes();
forgetWithSignOut();
listenForKeys();
listenForPalette();
heedEarly();
