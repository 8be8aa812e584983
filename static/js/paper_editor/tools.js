// The bar above the text, or above all the texts of a page (editor_toolbar.html): one stop for Tab, arrows inside. It works on
// the text that was written in last.

import { toggleHeading } from "./editor.js";

export function bringTools(editors) {
  let [editor] = editors;
  const bar = document.getElementById("editor-tools");
  const buttons = [...bar.querySelectorAll("[data-tool]")];

  // Whether a heading will do cannot be tried out without doing it, as it can of the other tools.
  const heading = (level) => ({
    run: (chain) => toggleHeading(chain, editor.state, level),
    can: () => !editor.isActive("table"),
    active: () => editor.isActive("heading", { level }),
  });
  const mark = (name) => ({ run: (chain) => chain.toggleMark(name), active: () => editor.isActive(name) });
  const tools = {
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

  function refresh() {
    const inTable = editor.isActive("table");
    for (const button of buttons) {
      const tool = tools[button.dataset.tool];
      if ("inTable" in button.dataset) button.hidden = !inTable;
      button.setAttribute("aria-disabled", String(!(tool.can ? tool.can() : tool.run(editor.can().chain()).run())));
      if (tool.active) button.setAttribute("aria-pressed", String(tool.active()));
    }
  }

  function stopAt(stop) {
    for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
    return stop;
  }

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tool]");
    if (button) tools[button.dataset.tool].run(editor.chain().focus()).run();
  });

  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") editor.commands.focus();
    if (!step) return;
    event.preventDefault();
    const shown = buttons.filter((button) => !button.hidden);
    stopAt(shown[(shown.indexOf(document.activeElement) + step + shown.length) % shown.length]).focus();
  });

  for (const each of editors) {
    each.on("focus", () => {
      editor = each;
      refresh();
    });
    each.on("transaction", refresh);
  }
  stopAt(buttons[0]);
  refresh();
  bar.hidden = false;
}
