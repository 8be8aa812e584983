// How many are chosen stands on the button; one press chooses all. Without JavaScript that link loads the page so.

for (const form of document.querySelectorAll("form[data-choices]")) {
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const label = form.querySelector("[data-chosen]");
  const nobody = label.textContent;
  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    label.textContent = count ? label.dataset.chosen.replace("#", count) : nobody;
  };
  form.querySelector("[data-choose-all]").addEventListener("click", (event) => {
    event.preventDefault();
    for (const box of boxes) box.checked = true;
    tell();
  });
  form.addEventListener("change", tell);
  tell();
}
