// Căn cứ from the library (catalog/basis_panel.html), in place: the same buttons, answered without leaving the page.
// Without this file they send the form, and the page comes back with the lines.

const PAUSE = 500; // milliseconds after the last key

for (const panel of document.querySelectorAll(".basis-panel")) {
  const form = panel.closest("form");
  const lines = form.querySelector("#id_bases");
  const status = panel.querySelector("[role=status]");
  const search = panel.querySelector("input[type=search]");
  let waiting = 0;
  let asked = 0;

  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=basis_press]");
    if (!button) return;
    event.preventDefault();
    ask(button.value);
  });

  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    ask();
  });

  // Looking into the library changes no text: only the lines themselves make the form one with something to lose.
  panel.addEventListener("input", (event) => {
    event.stopPropagation();
    if (event.target === search) later();
  });
  lines.addEventListener("input", later);
  form.querySelector("[name=dated_on]")?.addEventListener("input", later);

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  }

  async function ask(press = "") {
    clearTimeout(waiting);
    const mine = ++asked;
    const data = new FormData(form);
    const kept = new FormData();
    for (const name of ["csrfmiddlewaretoken", "dated_on", "bases", "tim_can_cu", "can_cu"]) {
      for (const value of data.getAll(name)) kept.append(name, value);
    }
    if (press) kept.append("basis_press", press);
    let answer;
    try {
      const response = await fetch(panel.dataset.url, { method: "POST", body: kept });
      if (!response.ok || response.redirected) throw new Error(response.statusText);
      answer = await response.json();
    } catch {
      status.textContent = "Chưa xem được thư viện. Thầy/cô thử lại sau.";
      return;
    }
    if (mine !== asked) return;
    for (const part of ["outdated", "offers"]) panel.querySelector(`.basis-${part}`).innerHTML = answer[part];
    if (answer.lines) {
      lines.dispatchEvent(new CustomEvent("lines", { detail: answer.lines }));
      status.textContent = "Đã ghi vào căn cứ.";
    }
  }
}
