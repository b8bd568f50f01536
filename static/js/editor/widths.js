/* The panes' widths: dragged or stepped at the lines between them, remembered; Enter or a double click sets them back. */
const KEY = "agentsite.editor.widths";
const NAMES = ["--form", "--left", "--right"];
const LEAST = 220; // pixels a pane keeps
const STEP = 32;
const editor = document.querySelector(".editor");

export function sizePanes() {
  for (const [name, value] of Object.entries(remembered())) editor.style.setProperty(name, value);
  if (editor.querySelector(".pane.form")) addGrip("source", "Width of the definition");
  addGrip("preview", "Width of the preview");
}

function addGrip(name, words) {
  const right = editor.querySelector(`.pane.${name}`);
  const grip = Object.assign(document.createElement("div"), { className: "grip", role: "separator", tabIndex: 0, ariaLabel: words });
  grip.ariaOrientation = "vertical";
  right.prepend(grip);
  const drag = (event) => move(grip, right, event.clientX);
  grip.addEventListener("pointerdown", (event) => {
    grip.setPointerCapture(event.pointerId);
    event.preventDefault();
    grip.addEventListener("pointermove", drag);
  });
  grip.addEventListener("lostpointercapture", () => {
    grip.removeEventListener("pointermove", drag);
    remember();
  });
  grip.addEventListener("dblclick", () => reset(grip, right));
  grip.addEventListener("keydown", (event) => step(event, grip, right));
  grip.addEventListener("focus", () => tell(grip, right));
  tell(grip, right);
}

function step(event, grip, right) {
  const { left: edge } = right.getBoundingClientRect();
  const to = { ArrowLeft: edge - STEP, ArrowRight: edge + STEP, Home: 0, End: window.innerWidth }[event.key];
  if (event.key === "Enter") reset(grip, right);
  else if (to === undefined) return;
  else move(grip, right, to);
  event.preventDefault();
  remember();
}

/* Put the line between two panes at ``x``; what stands beside them keeps its width. */
function move(grip, right, x) {
  const [near, far] = [neighbour(right), right].map((pane) => pane.getBoundingClientRect());
  const total = near.width + far.width;
  const width = Math.round(Math.min(Math.max(x - near.left, LEAST), total - LEAST));
  if (isOfForm(right)) editor.style.setProperty("--form", `${width}px`);
  else [width, total - width].forEach((part, at) => editor.style.setProperty(NAMES[at + 1], `${Math.round(part)}fr`));
  tell(grip, right);
}

function reset(grip, right) {
  for (const name of isOfForm(right) ? ["--form"] : ["--left", "--right"]) editor.style.removeProperty(name);
  tell(grip, right);
  remember();
}

const isOfForm = (right) => right.matches(".source");

const neighbour = (right) => editor.querySelector(right.matches(".source") || editor.dataset.layout === "form" ? ".pane.form" : ".pane.source");

/* How much of the two panes the first one has, in percent. */
function tell(grip, right) {
  const [near, far] = [neighbour(right), right].map((pane) => pane.getBoundingClientRect().width);
  grip.ariaValueNow = String(Math.round((100 * near) / (near + far || 1)));
}

function remember() {
  window.dispatchEvent(new Event("resize"));
  const widths = Object.fromEntries(NAMES.map((name) => [name, editor.style.getPropertyValue(name)]).filter(([, value]) => value));
  try {
    localStorage.setItem(KEY, JSON.stringify(widths));
  } catch {
    /* private windows may keep nothing */
  }
}

function remembered() {
  try {
    const kept = Object.entries(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
    return Object.fromEntries(kept.filter(([name, value]) => NAMES.includes(name) && /^\d{1,5}(px|fr)$/.test(value)));
  } catch {
    return {};
  }
}
