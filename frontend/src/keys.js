/* What keys do in the source.  ⌘S and whatever else is not named here is left to the page. */
import { defaultKeymap, historyKeymap, indentLess, indentMore, simplifySelection } from "@codemirror/commands";
import { foldKeymap } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { searchKeymap } from "@codemirror/search";
import { Compartment, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { fixHere, step } from "./findings.js";
import { continueList } from "./lists.js";

const LONE = new Set(["Tab", "Shift", "Escape"]);
const wrapping = new Compartment();

export function keys({ wrap = true, onWrap }) {
  return [
    wrapping.of(wrap ? EditorView.lineWrapping : []),
    tabLeavesAfterEscape(),
    keymap.of([
      { key: "Tab", run: indentMore, shift: indentLess, preventDefault: true },
      { key: "Enter", run: continueList },
      { key: "Alt-Enter", run: fixHere },
      { key: "F8", run: (view) => step(view, 1), shift: (view) => step(view, -1), preventDefault: true },
      { key: "Alt-z", run: (view) => toggleWrap(view, onWrap), preventDefault: true },
      ...searchKeymap,
      ...lintKeymap,
      ...foldKeymap,
      ...historyKeymap,
      ...defaultKeymap.filter(({ key }) => key !== "Escape"),
      { key: "Escape", run: (view) => view.state.selection.ranges.length > 1 && simplifySelection(view) },
    ]),
  ];
}

export function toggleWrap(view, onWrap) {
  const isWrapped = wrapping.get(view.state) === EditorView.lineWrapping;
  view.dispatch({ effects: wrapping.reconfigure(isWrapped ? [] : EditorView.lineWrapping) });
  onWrap?.(!isWrapped);
  return true;
}

/* Nobody is trapped, and nobody has to be quick: after an Escape that closed nothing, Tab moves on until
   another key is pressed. */
function tabLeavesAfterEscape() {
  let leaving = false;
  const leave = (view, wanted) => {
    if (leaving !== wanted) view.setTabFocusMode(wanted);
    leaving = wanted;
  };
  return [
    Prec.lowest(keymap.of([{ key: "Escape", run: (view) => (leave(view, true), false) }])),
    EditorView.domEventObservers({
      keydown: (event, view) => LONE.has(event.key) || leave(view, false),
      mousedown: (_, view) => leave(view, false),
      blur: (_, view) => leave(view, false),
    }),
  ];
}

/* A letter typed here must not reach the page, whose single keys ("/", "?", "g a") would take it for theirs. */
export function keepLetters(host) {
  host.addEventListener("keydown", (event) => {
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });
}
