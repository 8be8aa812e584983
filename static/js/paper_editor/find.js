// From a sentence to the spot it speaks of. A button or link with data-find="words" selects these words in the field data-field
// (body, subject, bases, recipients, addressees; body where none is named), and with data-replace puts others in their place.
// data-field alone goes to the field. One whose words stand nowhere is hidden; "spots:changed" on the document looks again.

const LONGEST = 50; // characters that are enough to find a passage again
const LABEL = /^\s*([-–+•]|[IVX\d.]+[.)]|[a-zđ]\))\s+/;
const even = (text) => text.replace(/\s/g, " ");

export function findSpots(editor) {
  document.addEventListener("click", (event) => {
    const control = event.target.closest("[data-find], [data-field]");
    if (!control) return;
    event.preventDefault();
    if (!press(control)) control.textContent = "Không còn trong nội dung";
    else if ("replace" in control.dataset) control.dispatchEvent(new Event("replaced", { bubbles: true }));
  });
  document.addEventListener("spots:changed", showUseful);
  showUseful();
  jumpAsAsked();

  function press({ dataset: { find, field = "body", replace } }) {
    if (find === undefined) return field === "body" ? editor.commands.focus() : goTo(stopsOf(field)[0]);
    const place = placeOf(find, field, replace !== undefined);
    if (!place) return false;
    if (field === "body") writeInText(place, replace);
    else writeInField(place, replace);
    if (replace !== undefined) showUseful();
    return true;
  }

  function showUseful() {
    for (const control of document.querySelectorAll("[data-find]")) {
      const { find, field = "body", replace } = control.dataset;
      control.hidden = !placeOf(find, field, replace !== undefined);
    }
  }

  function jumpAsAsked() {
    const asked = new URLSearchParams(location.search);
    if (asked.has("tim") || asked.has("o")) {
      press({ dataset: { find: asked.get("tim") ?? undefined, field: asked.get("o") ?? "body" } });
    }
  }

  function placeOf(words, field, isWhole) {
    return field === "body" ? inText(words, isWhole) : inField(words, field);
  }

  // A passage is found by its beginning: it may run on over several paragraphs. What is replaced must stand there whole.
  function inText(words, isWhole) {
    const wanted = even(isWhole ? words : words.replace(LABEL, "").trim().slice(0, LONGEST));
    let place = null;
    editor.state.doc.descendants((node, position) => {
      if (place || !node.isTextblock) return !place;
      const start = even(node.textBetween(0, node.content.size, "\n", "\n")).indexOf(wanted);
      if (start >= 0) place = { from: position + 1 + start, to: position + 1 + start + wanted.length };
      return false;
    });
    return wanted ? place : null;
  }

  function inField(words, field) {
    for (const control of stopsOf(field)) {
      const start = even(control.value ?? "").indexOf(even(words));
      if (start >= 0) return { control, start, end: start + words.length };
    }
    return null;
  }

  function writeInText({ from, to }, words) {
    const chain = editor.chain().focus().setTextSelection({ from, to });
    if (words === undefined) return chain.scrollIntoView().run();
    return chain.command(({ tr }) => { tr.insertText(words, from, to); return true; }).scrollIntoView().run();
  }

  function writeInField({ control, start, end }, words) {
    goTo(control);
    if (words === undefined) return control.setSelectionRange?.(start, end);
    control.setRangeText(words, start, end, "select");
    return control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function stopsOf(field) {
  const place = document.getElementById(`id_${field}`);
  if (!place) return [];
  return place.matches("fieldset") ? [...place.querySelectorAll("textarea"), place] : [place];
}

function goTo(control) {
  control?.focus();
  return Boolean(control);
}
