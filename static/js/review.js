/* The review of a proposal: its keys, comments among the lines, and what is said where one looks. */
import { forgetCreated } from "./editor/new-copy.js";
import { offerBegun } from "./review/begun.js";
import { furnish } from "./review/box.js";
import { tellFailures } from "./review/failing.js";
import { bringBack, keepWords } from "./review/keeping.js";
import { commentOnLines } from "./review/lines.js";
import { followPermalinks, showQuotes } from "./review/permalinks.js";
import { sendWithKeys } from "./review/sending.js";
import { keepSight } from "./review/sight.js";
import { walkChanges } from "./review/walking.js";

sendWithKeys();
keepWords();
tellFailures();
ready(document);
offerBegun();
if (document.getElementById("files")) {
  commentOnLines();
  walkChanges();
  keepSight();
}
followPermalinks();
if (location.pathname.includes("/proposals/")) forgetCreated(); // not yet while it is asked what it is called
document.body.addEventListener("htmx:load", ({ detail }) => ready(detail.elt.parentElement ?? document));

function ready(root) {
  furnish(root);
  bringBack(root);
  showQuotes(root);
}
