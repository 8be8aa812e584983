// Dialogs, menus, and the way from an error to a text whose field hides behind its editor. Without this file a dialog stands in
// the page when linked to, and a menu is a <details>.

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  const target = link && document.getElementById(link.hash.slice(1));
  if (target instanceof HTMLDialogElement) {
    event.preventDefault();
    target.showModal();
  } else if (link?.closest("dialog[open]")) {
    event.preventDefault();
    link.closest("dialog").close();
  } else if (target?.hidden) {
    event.preventDefault();
    target.parentElement.querySelector("[contenteditable]").focus();
  }
  closeMenus((menu) => !menu.contains(event.target));
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest(".menu[open]");
  closeMenus(() => true);
  menu?.querySelector("summary").focus();
});

function closeMenus(isLeft) {
  for (const menu of document.querySelectorAll(".menu[open]")) menu.open = !isLeft(menu);
}
