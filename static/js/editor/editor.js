/* The editor: one text in three views.  Everything here is a comfort; the form works without it. */
import { followUndo } from "./base.js";
import { lookBeside } from "./beside.js";
import { refuseEnter } from "./definition.js";
import { keepDrafts } from "./drafts.js";
import { showFindings } from "./findings.js";
import { chooseLayout } from "./layout.js";
import { followTyping } from "./live.js";
import { jumpToLines } from "./places.js";
import { offerDrafts } from "./recovery.js";
import { saveByKeys } from "./saving.js";
import { scrollTogether } from "./scroll.js";
import { openSheet } from "./sheet.js";
import { keepState } from "./state.js";

openSheet();
keepState();
offerDrafts();
keepDrafts();
saveByKeys();
followUndo();
followTyping();
refuseEnter();
chooseLayout();
jumpToLines();
scrollTogether();
showFindings();
lookBeside();
