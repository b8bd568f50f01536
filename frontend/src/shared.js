/* What suggestions.js takes from the bundle of the editor. */
export { indentUnit, syntaxTree } from "@codemirror/language";
export {
  Annotation,
  CharCategory,
  EditorSelection,
  Facet,
  MapMode,
  Prec,
  RangeSet,
  RangeValue,
  StateEffect,
  StateField,
  Text,
  Transaction,
  codePointAt,
  codePointSize,
  combineConfig,
  fromCodePoint,
} from "@codemirror/state";
export {
  Decoration,
  Direction,
  EditorView,
  ViewPlugin,
  WidgetType,
  getTooltip,
  keymap,
  logException,
  showTooltip,
} from "@codemirror/view";
