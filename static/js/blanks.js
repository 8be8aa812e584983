// The picture of a blank follows what is typed. Without this file the button beside it draws it anew.

const PAUSE = 400; // milliseconds after the last key

for (const form of document.querySelectorAll("[data-preview]")) {
  const picture = form.querySelector("[data-picture]");
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const told = new URLSearchParams(new FormData(form));
      for (const name of ["csrfmiddlewaretoken", "version", "name", "once"]) {
        told.delete(name);
      }
      picture.src = `${form.dataset.preview}?${told}`;
    }, PAUSE);
  });
}
