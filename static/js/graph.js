/* The drawing of a graph: look at a node and its neighbours light up, follow its link and it shows beside
   the picture where the page has room for that (data-target="#…").  js/graph-view.js moves the picture. */
import { moveAbout } from "./graph-view.js";

for (const canvas of document.querySelectorAll("[data-graph]")) bringToLife(canvas);
document.body.addEventListener("htmx:load", (event) => {
  for (const canvas of event.target.querySelectorAll("[data-graph]")) bringToLife(canvas);
});

function bringToLife(canvas) {
  if (canvas.dataset.graph === "alive") return;
  canvas.dataset.graph = "alive";
  const svg = canvas.querySelector("svg.drawn");
  lightUp(svg);
  moveAbout(canvas, svg);
}

function lightUp(svg) {
  const look = (event) => mark(svg, event.target.closest(".nd"));
  const rest = () => mark(svg, svg.querySelector(".nd:focus-visible"));
  for (const type of ["pointerover", "focusin"]) svg.addEventListener(type, look);
  for (const type of ["pointerleave", "focusout"]) svg.addEventListener(type, rest);
}

function mark(svg, node) {
  svg.toggleAttribute("data-looking", Boolean(node));
  const near = new Set(node ? [node.dataset.n, ...(node.dataset.near?.split(" ") ?? [])] : []);
  for (const line of svg.querySelectorAll(".ln")) {
    const isLit = Boolean(node) && [line.dataset.a, line.dataset.b].includes(node.dataset.n);
    line.classList.toggle("lit", isLit);
    if (isLit) near.add(line.dataset.a).add(line.dataset.b);
  }
  for (const other of svg.querySelectorAll(".nd")) other.classList.toggle("lit", near.has(other.dataset.n));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-target] a.nd, a[data-beside]");
  const target = document.querySelector("[data-target]")?.dataset.target;
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || !window.htmx || !target || !document.querySelector(target)) return;
  event.preventDefault();
  showBeside(link.getAttribute("href").split("#")[0], target);
});

async function showBeside(address, target) {
  await window.htmx.ajax("GET", address, { target });
  document.querySelector(`${target} [data-arrive]`)?.focus();
  const now = new URLSearchParams(address.slice(1)).get("at");
  for (const svg of document.querySelectorAll("[data-target] svg.drawn")) {
    choose(svg, [...svg.querySelectorAll("a.nd")].find((node) => nameIn(node) === now));
  }
}

function nameIn(node) {
  return new URLSearchParams(node.getAttribute("href").split("#")[0].slice(1)).get("at");
}

function choose(svg, link) {
  link?.scrollIntoView({ block: "nearest", inline: "center" });
  for (const node of svg.querySelectorAll(".nd")) {
    node.classList.toggle("sel", node === link);
    node.toggleAttribute("aria-current", node === link);
    if (node === link) node.setAttribute("aria-current", "true");
  }
  const ends = [link?.dataset.n];
  for (const line of svg.querySelectorAll(".ln")) {
    line.classList.toggle("on", ends.includes(line.dataset.a) || ends.includes(line.dataset.b));
  }
}
