/* Markdown with a frontmatter.  Tags such as <example> are text here, as they are in the preview and to Claude. */
import { Language, defineLanguageFacet, foldNodeProp, indentNodeProp, languageDataProp } from "@codemirror/language";
import { syntaxHighlighting } from "@codemirror/language";
import { styleTags, tagHighlighter, tags } from "@lezer/highlight";
import { GFM, parser } from "@lezer/markdown";
import { frontmatter } from "./frontmatter.js";

const facet = defineLanguageFacet({ commentTokens: { block: { open: "<!--", close: "-->" } } });

/* Between the first and the last line of what is fenced. */
const inside = (node, state) => {
  const [first, last] = [state.doc.lineAt(node.from), state.doc.lineAt(node.to)];
  return last.number > first.number + 1 ? { from: first.to, to: last.from - 1 } : null;
};

const markdown = new Language(
  facet,
  parser.configure([
    GFM,
    frontmatter,
    {
      remove: ["HTMLBlock", "HTMLTag"],
      props: [
        languageDataProp.add({ Document: facet }),
        indentNodeProp.add({ Document: () => null }), // a new line begins where the last one began
        foldNodeProp.add({ Frontmatter: inside, FencedCode: inside }),
        styleTags({ "InlineCode/... FencedCode/...": tags.monospace }),
      ],
    },
  ]),
  [],
  "markdown",
);

const classes = tagHighlighter([
  { tag: [tags.processingInstruction, tags.meta, tags.comment, tags.contentSeparator], class: "mark" },
  { tag: tags.heading, class: "heading" },
  { tag: tags.propertyName, class: "key" },
  { tag: [tags.monospace, tags.string], class: "code" },
  { tag: tags.strong, class: "strong" },
  { tag: tags.emphasis, class: "emphasis" },
  { tag: tags.strikethrough, class: "struck" },
  { tag: [tags.link, tags.url, tags.labelName], class: "target" },
  { tag: tags.quote, class: "quote" },
]);

export const language = [markdown, syntaxHighlighting(classes)];
