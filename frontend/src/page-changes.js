/* Changes made by the page: each is one step of the undo history.  While an input method composes they
   wait, and follow what is typed meanwhile, so that nothing being composed is ever replaced. */
import { isolateHistory } from "@codemirror/commands";
import { Annotation, ChangeSet } from "@codemirror/state";
import { ViewPlugin } from "@codemirror/view";
import { flash } from "./flash.js";

const SETTLED = 60; // ms after which the editor has read the end of a composition

export const byPage = Annotation.define();

export const pageChanges = ViewPlugin.fromClass(
  class {
    waiting = [];

    constructor(view) {
      this.view = view;
    }

    update({ docChanged, changes }) {
      if (docChanged) this.waiting = this.waiting.map((own) => own.map(changes));
    }

    make(change) {
      const changes = ChangeSet.of(change, this.view.state.doc.length);
      if (changes.empty) return;
      this.waiting.push(changes);
      this.flush();
    }

    replaceAll(text) {
      this.waiting = [];
      this.make(difference(this.view.state.doc.toString(), text));
    }

    flush() {
      while (this.waiting.length && !this.view.compositionStarted) {
        const changes = this.waiting.shift();
        this.view.dispatch({ changes, effects: flash.of(span(changes)), annotations: NOTES, userEvent: "page" });
      }
    }
  },
  {
    eventHandlers: {
      compositionend() {
        setTimeout(() => this.flush(), SETTLED);
      },
    },
  },
);

const NOTES = [byPage.of(true), isolateHistory.of("full")];

/* The smallest single replacement that turns one text into the other; it never cuts a character in two. */
export function difference(old, text) {
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head++;
  if (head && isHigh(old.charCodeAt(head - 1))) head--;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === text.at(-1 - tail)) tail++;
  if (tail && isLow(old.charCodeAt(old.length - tail))) tail--;
  return { from: head, to: old.length - tail, insert: text.slice(head, text.length - tail) };
}

const isHigh = (code) => code >= 0xd800 && code < 0xdc00;
const isLow = (code) => code >= 0xdc00 && code < 0xe000;

export function span(changes) {
  let [from, to] = [Infinity, 0];
  changes.iterChangedRanges((_fromA, _toA, fromB, toB) => {
    from = Math.min(from, fromB);
    to = Math.max(to, toB);
  });
  return { from: Math.min(from, to), to };
}
