// A page that is made to be printed has a button for it: not everybody knows Ctrl+P, and a phone has no such key.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
