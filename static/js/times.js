/* <time data-clock> is said to the minute (“14:32”), in the reader's zone too.
   <time data-ago> holds a date; this says it as people do ("12 min ago"), in the reader's zone, and keeps it true. */
const MINUTE = 60_000;

export function tellTimes() {
  tellAll();
  setInterval(tellAll, MINUTE);
  document.addEventListener("htmx:afterSettle", tellAll);
}

function tellAll() {
  const now = new Date();
  for (const time of document.querySelectorAll("time[data-clock]")) time.textContent = clock(new Date(time.dateTime), now);
  for (const time of document.querySelectorAll("time[data-ago]")) time.textContent = spoken(new Date(time.dateTime), now);
}

function spoken(moment, now) {
  const minutes = Math.floor((now - moment) / MINUTE);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const days = Math.round((midnight(now) - midnight(moment)) / (24 * 60 * MINUTE));
  if (days === 0) return minutes < 120 ? "1 hour ago" : `${Math.floor(minutes / 60)} hours ago`;
  if (days === 1) return "Yesterday";
  return date(moment, moment.getFullYear() === now.getFullYear());
}

/* “14:32”, and on another day “21 Nov, 14:32”. */
export function clock(moment, now = new Date()) {
  const time = moment.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  return +midnight(moment) === +midnight(now) ? time : `${date(moment, moment.getFullYear() === now.getFullYear())}, ${time}`;
}

function midnight(moment) {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
}

function date(moment, isThisYear) {
  const month = moment.toLocaleString("en", { month: "short" });
  return `${moment.getDate()} ${month}${isThisYear ? "" : ` ${moment.getFullYear()}`}`;
}
