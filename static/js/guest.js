/* For somebody who came by a link: times in their zone, and what is wide within reach of the keys. */
import { reachScrollers } from "./scrollers.js";
import { tellTimes } from "./times.js";

reachScrollers();
tellTimes();
