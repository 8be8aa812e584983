// The editor. Its schema is the closed one of thiduakt/documents/richtext.py and its looks are paper.css, the very sheet that the
// PDF is printed with: no number, dash or letter is ever part of the text.

import {
  Bold, BulletList, Document, Editor, Gapcursor, HardBreak, Heading, History, Italic, ListItem, OrderedList,
  Paragraph, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text, Underline, textblockTypeInputRule,
  wrappingInputRule,
} from "../../django_prose_editor/editor.js";
import { cleanPasted } from "./paste.js";

// What people are used to type before a heading makes the heading; the number itself is drawn.
const TYPED_NUMBERS = [[/^[IVX]+\.\s$/, 2], [/^\d+\.\s$/, 3], [/^\d+\.\d+\.?\s$/, 4]];

// A list holds no heading: the line is lifted out of every list around it first, and what hangs below it stays a list.
export function outOfLists(chain, state) {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === "listItem") chain = chain.liftListItem("listItem");
  }
  return chain;
}

export const toggleHeading = (chain, state, level) => outOfLists(chain, state).toggleHeading({ level });

const NumberedHeading = Heading.configure({ levels: [2, 3, 4] }).extend({
  addInputRules() {
    return TYPED_NUMBERS.map(([find, level]) => textblockTypeInputRule({ find, type: this.type, getAttributes: { level } }));
  },
  addKeyboardShortcuts() {
    const { editor } = this;
    const shortcut = (level) => [`Mod-Alt-${level}`, () => toggleHeading(editor.chain(), editor.state, level).run()];
    return Object.fromEntries(this.options.levels.map(shortcut));
  },
});

const LetterList = OrderedList.extend({
  addAttributes: () => ({}),
  addNodeView: null,
  addInputRules() {
    return [wrappingInputRule({ find: /^[a-zđ]\)\s$/, type: this.type })];
  },
});

const DashList = BulletList.extend({
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*[-–+•]\s$/, type: this.type })];
  },
});

const Item = ListItem.extend({ content: "paragraph (bulletList | orderedList)*" });
const cell = {
  content: "paragraph+",
  addAttributes() {
    return { colspan: span("colspan"), rowspan: span("rowspan"), colwidth: { default: null, rendered: false } };
  },
};

function span(name) {
  return { default: 1, parseHTML: (element) => Number.parseInt(element.getAttribute(name), 10) || 1 };
}

// In a dash line the rule above finds no heading to make: the line has to leave its list first.
function headingFromListLine({ editor }) {
  const { $from, empty } = editor.state.selection;
  const typed = $from.parent.textBetween(0, $from.parentOffset, "\n", "\n");
  const level = TYPED_NUMBERS.find(([find]) => find.test(`${typed} `))?.[1];
  if (!empty || !level || !editor.isActive("listItem")) return false;
  editor.chain().deleteRange({ from: $from.start(), to: $from.pos }).run();
  return outOfLists(editor.chain(), editor.state).setHeading({ level }).run();
}

// Tab itself indents a list and walks through a table: Escape leaves the text for what its data-leave names.
const keysOf = (textarea) => Paragraph.extend({
  addKeyboardShortcuts: () => ({
    Space: headingFromListLine,
    "Alt-F10": () => leaveTo("#editor-tools [tabindex='0']"),
    Escape: () => leaveTo(textarea.dataset.leave),
  }),
});

function leaveTo(stop) {
  document.querySelector(stop).focus();
  return true;
}

// Keys the editor answers itself. What comes without one (an input method, dictation, a menu) Chromium would put over several
// paragraphs by joining them on its own, and hold the looks of each in inline styles, which the page forbids.
function overSeveralParagraphs(view, event) {
  const { selection, tr } = view.state;
  const isDeleting = event.inputType.startsWith("deleteContent");
  if (selection.$from.sameParent(selection.$to) || !(isDeleting || event.inputType === "insertText")) return false;
  event.preventDefault();
  view.dispatch((isDeleting ? tr.deleteSelection() : tr.insertText(event.data)).scrollIntoView());
  return true;
}

// In place of a textarea, which keeps what is sent; its labels and its help are those of the editor.
export function bringEditor(textarea) {
  const editor = new Editor({
    element: textarea.parentElement,
    content: textarea.value,
    injectCSS: false,
    extensions: [
      Document, keysOf(textarea), Text, HardBreak, Bold, Italic, Underline, Subscript, Superscript, NumberedHeading, DashList,
      LetterList, Item, Table.configure({ resizable: false }), TableRow, TableHeader.extend(cell), TableCell.extend(cell),
      Gapcursor, History,
    ],
    editorProps: {
      attributes: {
        class: "paper-body", role: "textbox", "aria-multiline": "true", lang: "vi", spellcheck: "false",
        "aria-labelledby": textarea.getAttribute("aria-labelledby"),
        "aria-describedby": textarea.getAttribute("aria-describedby"),
      },
      transformPastedHTML: cleanPasted,
      handleDOMEvents: { beforeinput: overSeveralParagraphs },
    },
    onUpdate: () => {
      textarea.value = editor.isEmpty ? "" : editor.getHTML();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  textarea.hidden = true;
  return editor;
}
