/* Type over a selection without the browser: it would keep the old words' colours as inline styles, which the policy refuses. */
import { EditorView } from "@codemirror/view";

export const overtype = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    const isTyping = event.inputType === "insertText" && event.data !== null && !event.isComposing;
    if (!isTyping || view.composing || state.readOnly || state.selection.ranges.every((range) => range.empty)) return false;
    view.dispatch(state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});
