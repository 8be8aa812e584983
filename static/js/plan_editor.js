// The editor of a plan (campaigns/plan_edit.html). Its schema is the closed one of thiduakt/documents/richtext.py and its looks
// are paper.css, the very sheet that the PDF is printed with: no number, dash or letter is ever part of the text.

import {
  Bold, BulletList, Document, Editor, Gapcursor, HardBreak, Heading, History, Italic, ListItem, OrderedList,
  Paragraph, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text, Underline, textblockTypeInputRule,
  wrappingInputRule,
} from "../django_prose_editor/editor.js";

const form = document.getElementById("plan-form");
const textarea = document.getElementById("id_body");
const tools = document.getElementById("editor-tools");

// What people are used to type before a heading makes the heading; the number itself is drawn.
const TYPED_NUMBERS = [[/^[IVX]+\.\s$/, 2], [/^\d+\.\s$/, 3], [/^\d+\.\d+\.?\s$/, 4]];

const NumberedHeading = Heading.configure({ levels: [2, 3, 4] }).extend({
  addInputRules() {
    return TYPED_NUMBERS.map(([find, level]) => textblockTypeInputRule({ find, type: this.type, getAttributes: { level } }));
  },
  addKeyboardShortcuts() {
    const levels = this.options.levels;
    return Object.fromEntries(levels.map((level) => [`Mod-Alt-${level}`, () => heading(level).run(editor.chain()).run()]));
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
const cell = { content: "paragraph+", addAttributes() { return { colspan: span("colspan"), rowspan: span("rowspan"), colwidth: { default: null, rendered: false } }; } };

function span(name) {
  return { default: 1, parseHTML: (element) => Number.parseInt(element.getAttribute(name), 10) || 1 };
}

const Keys = Paragraph.extend({
  addKeyboardShortcuts: () => ({
    "Alt-F10": () => leaveTo(tools.querySelector("[tabindex='0']")),
    Escape: () => leaveTo(preview.querySelector("summary")), // Tab itself indents a list and walks through a table
  }),
});

const editor = new Editor({
  element: textarea.parentElement,
  content: textarea.value,
  injectCSS: false,
  extensions: [
    Document, Keys, Text, HardBreak, Bold, Italic, Underline, Subscript, Superscript, NumberedHeading, DashList, LetterList, Item,
    Table.configure({ resizable: false }), TableRow, TableHeader.extend(cell), TableCell.extend(cell), Gapcursor, History,
  ],
  editorProps: {
    attributes: {
      class: "paper-body", role: "textbox", "aria-multiline": "true", "aria-labelledby": "body-label",
      "aria-describedby": "body-help", lang: "vi", spellcheck: "false",
    },
    transformPastedHTML: (html) => html.replace(/<h1(?=[\s>])/gi, "<h2").replace(/<\/h1>/gi, "</h2>"),
  },
  onUpdate: () => {
    textarea.value = editor.isEmpty ? "" : editor.getHTML();
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  },
  onTransaction: refreshTools,
});
textarea.hidden = true;
tools.hidden = false;

// Tools

// A list holds no heading: the lines are lifted out of every list around them first, and what hangs below them stays a list.
// Whether that will do cannot be tried out without doing it, as it can of the other tools.
const heading = (level) => ({
  run: (chain) => outOfLists(chain).toggleHeading({ level }),
  can: () => !editor.isActive("table"),
  active: () => editor.isActive("heading", { level }),
});
const mark = (name) => ({ run: (chain) => chain.toggleMark(name), active: () => editor.isActive(name) });

const TOOLS = {
  part: heading(2),
  section: heading(3),
  subsection: heading(4),
  paragraph: { run: (chain) => chain.clearNodes() },
  dashes: { run: (chain) => chain.toggleBulletList(), active: () => editor.isActive("bulletList") },
  letters: { run: (chain) => chain.toggleOrderedList(), active: () => editor.isActive("orderedList") },
  deeper: { run: (chain) => chain.sinkListItem("listItem") },
  shallower: { run: (chain) => chain.liftListItem("listItem") },
  bold: mark("bold"),
  italic: mark("italic"),
  underline: mark("underline"),
  superscript: mark("superscript"),
  subscript: mark("subscript"),
  table: { run: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }) },
  addRow: { run: (chain) => chain.addRowAfter() },
  deleteRow: { run: (chain) => chain.deleteRow() },
  addColumn: { run: (chain) => chain.addColumnAfter() },
  deleteColumn: { run: (chain) => chain.deleteColumn() },
  mergeOrSplit: { run: (chain) => chain.mergeOrSplit() },
  deleteTable: { run: (chain) => chain.deleteTable() },
  undo: { run: (chain) => chain.undo() },
  redo: { run: (chain) => chain.redo() },
};

function outOfLists(chain) {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name === "listItem") chain = chain.liftListItem("listItem");
  }
  return chain;
}

const buttons = [...tools.querySelectorAll("[data-tool]")];

function refreshTools() {
  const inTable = editor.isActive("table");
  for (const button of buttons) {
    const tool = TOOLS[button.dataset.tool];
    if ("inTable" in button.dataset) button.hidden = !inTable;
    button.setAttribute("aria-disabled", String(!(tool.can ? tool.can() : tool.run(editor.can().chain()).run())));
    if (tool.active) button.setAttribute("aria-pressed", String(tool.active()));
  }
}

tools.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tool]");
  if (button) TOOLS[button.dataset.tool].run(editor.chain().focus()).run();
});

// One stop for Tab, arrows inside: the pattern of a toolbar.
tools.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === "Escape") editor.commands.focus();
  if (!step) return;
  event.preventDefault();
  const shown = buttons.filter((button) => !button.hidden);
  stopAt(shown[(shown.indexOf(document.activeElement) + step + shown.length) % shown.length]).focus();
});

function stopAt(stop) {
  for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
  return stop;
}

function leaveTo(stop) {
  stop.focus();
  return true;
}

stopAt(buttons[0]);
refreshTools();

// Doubts: find the words they are about, where they stand in the text and not in the head or the end of the paper.

for (const button of document.querySelectorAll("[data-find]")) {
  button.hidden = !placeOf(button.dataset.find);
  button.addEventListener("click", () => {
    const place = placeOf(button.dataset.find);
    if (place) editor.chain().focus().setTextSelection(place).scrollIntoView().run();
    else button.textContent = "Không còn trong nội dung";
  });
}

function placeOf(words) {
  const wanted = words.replace(/^\s*([-–+•]|[IVX\d.]+[.)]|[a-zđ]\))\s+/, "").trim().slice(0, 50);
  let place = null;
  editor.state.doc.descendants((node, position) => {
    if (place || !node.isTextblock) return !place;
    const start = node.textContent.indexOf(wanted);
    if (start >= 0) place = { from: position + 1 + start, to: position + 1 + start + wanted.length };
    return false;
  });
  return place;
}

// Saving after the session has ended would lose the text at the login page: first see that the server still knows us.
// A login in another window makes the form's token worthless, so the present one is taken along.

const trouble = document.getElementById("save-trouble");
let isKnown = false;

form.addEventListener("submit", async (event) => {
  if (isKnown) return;
  event.preventDefault();
  const page = await presentPage();
  const token = page?.querySelector("[name=csrfmiddlewaretoken]");
  if (!page) {
    trouble.textContent = "Chưa nối được với máy chủ. Nội dung còn nguyên ở đây, thầy/cô bấm Lưu lại sau ít phút.";
  } else if (!token || page.querySelector("[name=password]")) {
    trouble.textContent = "Phiên làm việc đã hết. Thầy/cô đăng nhập lại ở một cửa sổ khác, rồi trở về đây bấm Lưu.";
  } else {
    form.elements.csrfmiddlewaretoken.value = token.value;
    isKnown = true;
    form.requestSubmit(event.submitter);
    isKnown = false;
  }
});

async function presentPage() {
  try {
    const answer = await fetch(location.href);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return null;
  }
}

// The pages as they would be printed, drawn anew when typing rests.

const RESTED = 1200; // milliseconds
const preview = document.getElementById("preview");
const pages = document.getElementById("preview-pages");
let timer = 0;
let asked = new AbortController();

preview.hidden = false;
if (matchMedia("(min-width: 96rem)").matches) preview.open = true;
preview.addEventListener("toggle", () => preview.open && draw());
form.addEventListener("input", () => {
  clearTimeout(timer);
  if (preview.open) timer = setTimeout(draw, RESTED);
});

async function draw() {
  asked.abort();
  asked = new AbortController();
  pages.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form), signal: asked.signal });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    pages.innerHTML = await answer.text();
  } catch (error) {
    if (error.name === "AbortError") return;
    pages.textContent =
      "Chưa dựng được trang in. Nếu phiên làm việc đã hết, thầy/cô đăng nhập lại ở một cửa sổ khác rồi bấm Lưu ở đây.";
  }
  pages.removeAttribute("aria-busy");
}

if (preview.open) draw();
