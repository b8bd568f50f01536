/* A click on a line's number selects the line; with Shift, all lines from where the selection began up to this one. */
import { lineNumbers } from "@codemirror/view";

export const numbers = lineNumbers({
  domEventHandlers: {
    mousedown(view, block, event) {
      if (event.button !== 0) return false;
      const { doc, selection } = view.state;
      const end = doc.lineAt(block.from);
      const begin = event.shiftKey ? lineOf(doc, selection.main) : end;
      const after = (line) => Math.min(line.to + 1, doc.length);
      const isDown = begin.from <= end.from;
      view.dispatch({
        selection: isDown ? { anchor: begin.from, head: after(end) } : { anchor: after(begin), head: end.from },
        userEvent: "select.pointer",
      });
      view.focus();
      return true;
    },
  },
});

/* Selected upwards, a line is held by the place behind it. */
function lineOf(doc, { anchor, head }) {
  const line = doc.lineAt(anchor);
  return anchor > head && line.from === anchor ? doc.line(line.number - 1) : line;
}
