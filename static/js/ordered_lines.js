// Lines to put in order (components/ordered_lines.html). Without this file the textareas stand in their order and two are blank.

for (const widget of document.querySelectorAll(".ordered-lines")) {
  const list = widget.querySelector("ol");
  const blank = widget.querySelector("template").content.firstElementChild;
  const status = widget.querySelector("[role=status]");
  const lines = () => [...list.children];

  for (const line of lines().slice(1)) {
    if (!line.querySelector("textarea").value.trim()) line.remove();
  }
  for (const element of widget.querySelectorAll("[hidden]")) element.hidden = false;
  refresh();

  widget.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-act]");
    if (!button) return;
    const line = button.closest("li");
    ({ add, up, down, remove })[button.dataset.act](line);
    refresh();
    widget.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // Somebody else's hand: the lines are to be these.
  widget.addEventListener("lines", (event) => {
    list.replaceChildren(...(event.detail.length ? event.detail : [""]).map(made));
    refresh();
    widget.dispatchEvent(new Event("input", { bubbles: true }));
  });

  function made(text) {
    const line = blank.cloneNode(true);
    for (const element of line.querySelectorAll("[hidden]")) element.hidden = false;
    line.querySelector("textarea").value = text;
    return line;
  }

  function add() {
    const line = made("");
    list.append(line);
    line.querySelector("textarea").focus();
    status.textContent = `Đã thêm dòng ${lines().length}.`;
  }

  function up(line) {
    line.previousElementSibling?.before(line);
    moved(line, "up");
  }

  function down(line) {
    line.nextElementSibling?.after(line);
    moved(line, "down");
  }

  // The pressed button may have become the one that cannot go further: its neighbour then takes the focus.
  function moved(line, act) {
    refresh();
    const pressed = line.querySelector(`[data-act=${act}]`);
    (pressed.disabled ? line.querySelector("[data-act]:not(:disabled)") : pressed).focus();
    status.textContent = `Đã chuyển thành dòng ${lines().indexOf(line) + 1}.`;
  }

  function remove(line) {
    const neighbour = line.nextElementSibling ?? line.previousElementSibling;
    if (neighbour) line.remove();
    else line.querySelector("textarea").value = "";
    (neighbour ?? line).querySelector("textarea").focus();
    status.textContent = "Đã xóa một dòng.";
  }

  function refresh() {
    lines().forEach((line, place, all) => {
      const name = `${widget.dataset.label} ${place + 1}`;
      line.querySelector("textarea").setAttribute("aria-label", name);
      for (const button of line.querySelectorAll("button")) {
        button.setAttribute("aria-label", `${button.textContent.trim()}: ${name}`);
      }
      line.querySelector("[data-act=up]").disabled = place === 0;
      line.querySelector("[data-act=down]").disabled = place === all.length - 1;
    });
  }
}
