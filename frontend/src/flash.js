/* Show for a moment which lines the page has touched. */
import { StateEffect } from "@codemirror/state";
import { Decoration, ViewPlugin } from "@codemirror/view";

const SHOWN = 1800; // ms, as long as the animation in look.css
const MOST = 200; // lines; more than that is another text, not a touch
const touched = Decoration.line({ class: "touched" });

export const flash = StateEffect.define({
  map: ({ from, to }, changes) => ({ from: changes.mapPos(from, -1), to: changes.mapPos(to, 1) }),
});

export const flashing = ViewPlugin.fromClass(
  class {
    lines = Decoration.none;
    timer = 0;

    update({ changes, state, transactions, view }) {
      this.lines = this.lines.map(changes);
      for (const effect of transactions.flatMap((transaction) => transaction.effects)) {
        if (effect.is(flash)) this.show(state.doc, effect.value, view);
      }
    }

    show(doc, { from, to }, view) {
      const [first, last] = [doc.lineAt(from).number, doc.lineAt(to).number];
      if (last - first >= MOST) return;
      const starts = Array.from({ length: last - first + 1 }, (_, at) => doc.line(first + at).from);
      this.lines = Decoration.set(starts.map((start) => touched.range(start)));
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.forget(view), SHOWN);
    }

    forget(view) {
      this.lines = Decoration.none;
      view.dispatch({});
    }

    destroy() {
      clearTimeout(this.timer);
    }
  },
  { decorations: (plugin) => plugin.lines },
);
