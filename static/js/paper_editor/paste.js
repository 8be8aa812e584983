// What Word, LibreOffice and Google Docs put on the clipboard, as the closed schema has it: lists that are paragraphs with typed or
// hidden signs become lists, typed numbers before a heading go (they are drawn), tables keep their cells. A number that is not surely
// a heading's stays as typed: a wrong heading is worse than none.

const PART = /^([IVX]+)[.)]\s+/;
const SUBSECTION = /^\d+\.\d+\.?\s+/;
const SECTION = /^\d+[.)]\s+/;
const DASH = /^[-–—•●▪■*·]\s+/;
const PLUS = /^(\+|o|○|◦)\s+/;
const LETTER = /^[a-zđ]\)\s+/;
const HEADING_LENGTH = 160; // characters: beyond, it is a sentence that begins with a number
const BLOCKS = "h1, h2, h3, h4, h5, h6, p, ul, ol, li, table, div, blockquote, pre, address, section, article, center";

export function cleanPasted(html) {
  const page = new DOMParser().parseFromString(withoutStyles(withListSigns(html)), "text/html");
  const body = page.body;
  body.querySelectorAll("script, style, meta, link, title, xml, img, svg, object, iframe, del").forEach((each) => each.remove());
  for (const each of [...body.querySelectorAll("*")].filter((each) => each.localName.includes(":"))) each.replaceWith(...each.childNodes);
  body.querySelectorAll("span, font, b, strong, i, em").forEach((piece) => asMarks(piece, page));
  body.querySelectorAll("div, section, article, center, blockquote, address, pre").forEach((box) => unwrap(box, page));
  body.querySelectorAll("table table").forEach((table) => tableAsLines(table, page));
  shiftHeadings(body, page);
  body.querySelectorAll("td, th").forEach((cell) => asParagraphs(cell, page));
  body.querySelectorAll("ol").forEach((list) => withoutDecimals(list, page));
  [...body.children].forEach((block) => readBlock(block, page));
  body.querySelectorAll(":is(h2, h3, h4) :is(b, strong)").forEach((piece) => piece.replaceWith(...piece.childNodes)); // drawn bold
  body.querySelectorAll("body > br").forEach((gap) => gap.remove());
  body.querySelectorAll("p").forEach((line) => wordsOf(line) || line.closest("td, th") || line.remove());
  return body.innerHTML;
}

// Word hides the sign of a list item in a conditional comment; LibreOffice and old Word write it as a comment's text.
function withListSigns(html) {
  const fragment = /<!--StartFragment-->([\s\S]*)<!--EndFragment-->/.exec(html)?.[1] ?? html;
  return fragment.replace(/<!--\[if !supportLists\]-->|<!\[if !supportLists\]>/gi, "").replace(/<!(--)?\[endif\](--)?>/gi, "")
    .replace(/<!--[\s\S]*?-->/g, "").replace(/<!\[[^>]*\]>/g, "");
}

// The page lets no style and no script in, not even into a document that is never shown: styles are read as plain attributes.
function withoutStyles(html) {
  const plain = html.replace(/<(style|script|xml)\b[\s\S]*?<\/\1>/gi, "");
  return plain.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)\s*=/gi, (_, name) =>
    name.toLowerCase() === "style" ? " data-look=" : " data-none="));
}

function look(element, name) {
  const found = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, "i").exec(element.dataset.look ?? "");
  return found ? found[1].trim().toLowerCase() : "";
}

const isHeavy = (element) => /^bold/.test(look(element, "font-weight")) || Number(look(element, "font-weight")) >= 600;

// What a style makes bold, italic, underlined, raised or lowered, elements do; a <b> that a style makes thin is none.
function asMarks(piece, page) {
  if (isIgnored(piece)) return;
  const isThin = /^(normal|[1-4]00)$/.test(look(piece, "font-weight"));
  const isUpright = look(piece, "font-style") === "normal";
  const wanted = [
    [isHeavy(piece), "strong"],
    [look(piece, "font-style") === "italic", "em"],
    [/underline/.test(look(piece, "text-decoration") + look(piece, "text-decoration-line")), "u"],
    [look(piece, "vertical-align") === "super", "sup"],
    [look(piece, "vertical-align") === "sub", "sub"],
  ].filter(([is]) => is).map(([, tag]) => tag);
  const keepsItself = (/^(b|strong)$/.test(piece.localName) && !isThin) || (/^(i|em)$/.test(piece.localName) && !isUpright);
  if (keepsItself && !wanted.length) return;
  if (keepsItself) wanted.push(piece.localName);
  const inner = [...piece.childNodes];
  const outer = wanted.reduceRight((inside, tag) => {
    const mark = page.createElement(tag);
    mark.append(...inside);
    return [mark];
  }, inner);
  piece.replaceWith(...outer);
}

// The sign of a list item, as Word hides it.
const isIgnored = (piece) => /mso-list:\s*Ignore/i.test(piece.dataset.look ?? "");

const wordsOf = (element) => element.textContent.replace(/[\s\u00a0]+/g, " ").trim();

function rename(element, tag, page) {
  const renamed = page.createElement(tag);
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
  return renamed;
}

// A box around blocks goes; one around words alone is a paragraph.
function unwrap(box, page) {
  if (box.querySelector(BLOCKS)) box.replaceWith(...box.childNodes);
  else rename(box, "p", page);
}

function tableAsLines(table, page) {
  const lines = [...table.rows].map((row) => {
    const line = page.createElement("p");
    line.textContent = [...row.cells].map(wordsOf).filter(Boolean).join("; ");
    return line;
  });
  table.replaceWith(...lines);
}

// Where the largest heading is h1, all move one down: the schema begins at h2.
function shiftHeadings(body, page) {
  const step = body.querySelector("h1") ? 1 : 0;
  for (const level of [4, 3, 2, 1]) {
    body.querySelectorAll(`h${level}`).forEach((heading) => rename(heading, `h${Math.min(level + step, 4)}`, page));
  }
  body.querySelectorAll("h5, h6").forEach((heading) => rename(heading, "p", page));
}

// A cell holds paragraphs alone.
function asParagraphs(cell, page) {
  cell.querySelectorAll("h2, h3, h4").forEach((heading) => rename(heading, "p", page));
  cell.querySelectorAll("ul, ol").forEach((list) => {
    const items = [...list.querySelectorAll("li")].map((item) => {
      const line = page.createElement("p");
      line.textContent = `- ${wordsOf(item)}`;
      return line;
    });
    if (list.isConnected) list.replaceWith(...items);
  });
}

// The schema counts a list a), b), c). One that counts 1, 2, 3 is headings where it is bold, else lines with their numbers typed.
function withoutDecimals(list, page) {
  const style = list.getAttribute("type") || look(list, "list-style-type") || looksOfItem(list) || "1";
  if (/^(a|A|lower-(alpha|latin)|upper-(alpha|latin))$/.test(style) || !list.isConnected) return;
  const isRoman = /^(i|I|lower-roman|upper-roman)$/.test(style);
  const lines = [...list.children].flatMap((item, place) => {
    const number = Number(list.getAttribute("start") || 1) + place;
    const line = page.createElement("p");
    const inner = item.querySelector("p") ?? item;
    const deeper = [...item.querySelectorAll(":scope > ul, :scope > ol")];
    for (const each of deeper) each.remove();
    line.append(`${isRoman ? roman(number) : number}. `, ...inner.childNodes);
    return [line, ...deeper];
  });
  list.replaceWith(...lines);
}

const looksOfItem = (list) => list.firstElementChild && look(list.firstElementChild, "list-style-type");

function roman(number) {
  const signs = [[10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]];
  return signs.reduce(([left, numeral], [value, sign]) => {
    const times = Math.floor(left / value);
    return [left - times * value, numeral + sign.repeat(times)];
  }, [number, ""])[1];
}

function readBlock(block, page) {
  if (/^h[2-4]$/.test(block.localName)) readHeading(block, page);
  else if (block.localName === "p") readLine(block, page);
}

function readHeading(heading, page) {
  const level = levelTyped(wordsOf(heading));
  if (!level) return;
  cutTyped(heading);
  if (heading.localName !== `h${level}`) rename(heading, `h${level}`, page);
}

function readLine(line, page) {
  const words = wordsOf(line);
  const level = levelTyped(words);
  if (level && looksLikeHeading(line, words, level)) {
    cutTyped(line);
    rename(line, `h${level}`, page);
  } else if (DASH.test(words) || (PLUS.test(words) && !isWordO(words))) {
    asItem(line, "ul", PLUS.test(words) || depthOf(line) > 1, page);
  } else if (LETTER.test(words)) {
    asItem(line, "ol", false, page);
  }
}

// “o” is a bullet of Word, and the beginning of no Vietnamese line; before a small letter it may be anything.
const isWordO = (words) => /^o\s+[a-z]/.test(words) && !/^o\s+\p{Lu}/u.test(words);

const levelTyped = (words) => (PART.test(words) ? 2 : SUBSECTION.test(words) ? 4 : SECTION.test(words) ? 3 : 0);

function looksLikeHeading(line, words, level) {
  if (words.length > HEADING_LENGTH || /[;,]$/.test(words)) return false;
  const text = words.replace(PART, "").replace(SUBSECTION, "").replace(SECTION, "");
  return isBold(line) || (level === 2 && text === text.toUpperCase());
}

function isBold(line) {
  const bold = [...line.querySelectorAll("b, strong")];
  const words = bold.filter((each) => !bold.some((outer) => outer !== each && outer.contains(each))).map(wordsOf).join("");
  // The typed number itself is often left thin.
  return isHeavy(line) || words.replace(/\s/g, "").length >= 0.8 * wordsOf(line).replace(/^\S+\s/, "").replace(/\s/g, "").length;
}

const depthOf = (line) => Number(/mso-list:\s*\S+\s+level(\d)/i.exec(line.dataset.look ?? "")?.[1] ?? 1);

// The sign goes, over as many pieces of text as it was typed in.
function cutTyped(line) {
  const rest = wordsOf(line);
  const sign = [PART, SUBSECTION, SECTION, DASH, PLUS, LETTER].map((each) => each.exec(rest)?.[0]).find(Boolean);
  if (!sign) return;
  let left = sign.trim().length;
  const walker = line.ownerDocument.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && left > 0; node = walker.nextNode()) {
    const before = node.data.replace(/^[\s\u00a0]+/, "");
    node.data = before.slice(left);
    left -= Math.min(left, before.length);
    if (!left) trimStart(node, walker);
  }
}

function trimStart(node, walker) {
  for (let next = node; next; next = walker.nextNode()) {
    next.data = next.data.replace(/^[\s\u00a0]+/, "");
    if (next.data) return;
  }
}

// A line with a typed sign joins the list before it, or begins one; “+” hangs below the last dash.
function asItem(line, tag, isDeeper, page) {
  cutTyped(line);
  const before = line.previousElementSibling;
  const item = page.createElement("li");
  if (isDeeper && before?.localName === "ul") {
    const parent = before.lastElementChild;
    const list = parent.querySelector(":scope > ul") ?? parent.appendChild(page.createElement("ul"));
    list.append(item);
  } else {
    const list = before?.localName === tag ? before : page.createElement(tag);
    if (list !== before) line.before(list);
    list.append(item);
  }
  item.append(line);
}
