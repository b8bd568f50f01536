/* The editor: one text in three views.  Everything here is a comfort; the form works without it. */
import { refuseEnter } from "./definition.js";
import { chooseLayout } from "./layout.js";
import { followTyping } from "./live.js";
import { followCaret, jumpToLines } from "./places.js";
import { scrollTogether } from "./scroll.js";
import { openSheet } from "./sheet.js";
import { keepState } from "./state.js";
import { indentWithTab } from "./tab.js";

openSheet();
keepState();
followTyping();
refuseEnter();
indentWithTab();
followCaret();
jumpToLines();
chooseLayout();
scrollTogether();
