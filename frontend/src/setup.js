/* Everything the editor is made of, in order of precedence. */
import { history } from "@codemirror/commands";
import { codeFolding, foldGutter, indentUnit } from "@codemirror/language";
import { search } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
} from "@codemirror/view";
import { completion } from "./completion.js";
import { findings } from "./findings.js";
import { flashing } from "./flash.js";
import { keys } from "./keys.js";
import { language } from "./language.js";
import { foldBySection } from "./outline.js";
import { numbers } from "./numbers.js";
import { overtype } from "./overtype.js";
import { pageChanges } from "./page-changes.js";
import { phrases } from "./phrases.js";

export function setup(options, attributes) {
  return [
    EditorState.phrases.of(phrases),
    EditorState.readOnly.of(Boolean(options.readOnly)),
    EditorView.contentAttributes.of(attributes),
    indentUnit.of("  "),
    EditorState.tabSize.of(2),
    EditorState.allowMultipleSelections.of(true),
    drawSelection(), // the browser's own, at the end of a wrapped line, draws the focus out of the search panel
    history(),
    keys(options),
    overtype,
    language,
    completion(options),
    findings,
    numbers,
    codeFolding(),
    foldGutter({ markerDOM: foldMark }),
    foldBySection,
    search({ top: true }),
    highlightSpecialChars(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    flashing,
    pageChanges,
  ];
}

function foldMark(isOpen) {
  const mark = document.createElement("span");
  mark.className = isOpen ? "fold" : "fold folded";
  mark.title = isOpen ? phrases["Fold line"] : phrases["Unfold line"];
  return mark;
}
