/* Completion: what can be written here is asked of the page, which knows the team's agents and guidelines.  The list
   is fetched when somebody is about to write, as most who look at a text do not. */
import { Compartment } from "@codemirror/state";
import { ViewPlugin, keymap } from "@codemirror/view";

export function completion({ complete, fetchList }) {
  if (!complete) return [];
  const list = new Compartment();
  const fetching = ViewPlugin.define((view) => new Fetching(view, fetchList, (found) => list.reconfigure(found(complete))), {
    eventObservers: { focus: (_, view) => view.plugin(fetching).fetch(), keydown: (_, view) => view.plugin(fetching).fetch() },
  });
  const run = (view) => view.plugin(fetching).open();
  return list.of([fetching, keymap.of([{ key: "Ctrl-Space", run }, { mac: "Alt-`", run }, { mac: "Alt-i", run }])]);
}

/* Remembers what happens while the list is on its way. */
class Fetching {
  hasTyped = false;
  isAsked = false;
  asked = null;

  constructor(view, fetchList, effects) {
    Object.assign(this, { view, fetchList, effects });
  }

  update({ transactions }) {
    this.hasTyped ||= transactions.some((transaction) => transaction.isUserEvent("input.type"));
  }

  open() {
    this.isAsked = true;
    this.fetch();
    return true;
  }

  fetch() {
    this.asked ??= this.fetchList().then((list) => this.take(list), () => (this.asked = null));
  }

  take({ suggestions, open, catchUp }) {
    this.view.dispatch({ effects: this.effects(suggestions) });
    if (this.isAsked) open(this.view);
    else if (this.hasTyped) catchUp(this.view);
  }
}
