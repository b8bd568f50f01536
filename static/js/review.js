/* The review of a proposal: its keys, comments among the lines, and what is said where one looks. */
import { commentOnLines } from "./review/lines.js";
import { sendWithKeys } from "./review/sending.js";
import { walkChanges } from "./review/walking.js";

sendWithKeys();
if (document.getElementById("files")) {
  commentOnLines();
  walkChanges();
}
