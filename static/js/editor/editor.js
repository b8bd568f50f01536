/* The editor: one text in three views.  Everything here is a comfort; the form works without it. */
import { refuseEnter } from "./definition.js";
import { showFindings, tellWhenLeft } from "./findings.js";
import { offerFixes } from "./fixes.js";
import { chooseLayout } from "./layout.js";
import { followTyping } from "./live.js";
import { sendFixes } from "./mending.js";
import { openOutline } from "./outline.js";
import { jumpToLines } from "./places.js";
import { scrollTogether } from "./scroll.js";
import { openSheet } from "./sheet.js";
import { keepState } from "./state.js";

openSheet();
keepState();
followTyping();
refuseEnter();
chooseLayout();
scrollTogether();
sendFixes();
offerFixes();
openOutline();
showFindings();
tellWhenLeft();
jumpToLines();
