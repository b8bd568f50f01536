/* Findings of the page as squiggles, marks in the gutter and tooltips with their fix. */
import { forEachDiagnostic, linter, lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";

const SEVERITY = { error: "error", warning: "warning", note: "info" };

export const findings = [linter(null), lintGutter()];

export function findingsEffect(state, list) {
  return setDiagnostics(
    state,
    list.map((finding) => diagnostic(state.doc, finding)),
  );
}

/* To the next finding, or with -1 to the one before, round the text. */
export function step(view, by) {
  const isFound = by < 0 ? previousDiagnostic(view) : nextDiagnostic(view);
  if (isFound) view.focus();
  return isFound;
}

/* Fix what is at the caret, or else what is on its line. */
export function fixHere(view) {
  const { head } = view.state.selection.main;
  const line = view.state.doc.lineAt(head);
  let chosen = null;
  forEachDiagnostic(view.state, (finding, from, to) => {
    if (!finding.actions?.length || to < line.from || from > line.to) return;
    if (!chosen || (from <= head && head <= to)) chosen = finding;
  });
  chosen?.actions[0].apply(view);
  return Boolean(chosen);
}

function diagnostic(doc, { line, from, endLine = line, to, severity, message, fix, fixLabel = "Fix" }) {
  const { text } = lineOf(doc, line);
  return {
    from: place(doc, line, from ?? text.search(/\S|$/)),
    to: place(doc, endLine, to ?? lineOf(doc, endLine).text.trimEnd().length),
    severity: SEVERITY[severity] ?? "info",
    message,
    actions: fix ? [{ name: fixLabel, apply: () => fix() }] : [],
  };
}

const lineOf = (doc, line) => doc.line(Math.min(Math.max(line, 1), doc.lines));

export function place(doc, line, column) {
  const { from, length } = lineOf(doc, line);
  return from + Math.min(Math.max(column, 0), length);
}
