/* Findings of the page as squiggles, marks in the gutter and tooltips with their fix. */
import { linter, lintGutter, setDiagnostics } from "@codemirror/lint";

const SEVERITY = { error: "error", warning: "warning", note: "info" };

export const findings = [linter(null), lintGutter()];

export function findingsEffect(state, list) {
  return setDiagnostics(
    state,
    list.map((finding) => diagnostic(state.doc, finding)),
  );
}

function diagnostic(doc, { line, from, to, severity, message, fix }) {
  const { from: start, text } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const within = (column) => start + Math.min(Math.max(column, 0), text.length);
  return {
    from: within(from ?? text.search(/\S|$/)),
    to: within(to ?? text.trimEnd().length),
    severity: SEVERITY[severity] ?? "info",
    message,
    actions: fix ? [{ name: "Fix", apply: () => fix() }] : [],
  };
}
