// A form is sent once, and is not left by mistake with text unsaved. Search and filter forms (GET) stay as they are.

const dirtyForms = new Set();
const isPosted = (form) => form.method === "post";

document.addEventListener("input", (event) => {
  const form = event.target.closest("form");
  if (form && isPosted(form)) dirtyForms.add(form);
});

// What an editor keeps by itself is not lost.
document.addEventListener("kept", (event) => dirtyForms.delete(event.target));

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !isPosted(form)) return;
  dirtyForms.delete(form);
  // After this event, so that the pressed button's own value is still sent.
  setTimeout(() => setBusy(form, true));
});

// Back from the next page: the browser shows this one as it was left.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach((form) => setBusy(form, false));
});

window.addEventListener("beforeunload", (event) => {
  if (dirtyForms.size) event.preventDefault();
});

function setBusy(form, busy) {
  for (const button of form.elements) {
    if (button.type !== "submit" || (busy && button.disabled)) continue;
    if (busy || button.hasAttribute("aria-busy")) button.disabled = busy;
    busy ? button.setAttribute("aria-busy", "true") : button.removeAttribute("aria-busy");
  }
}
