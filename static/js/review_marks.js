// The places of a draft to look at (documents/screens/review_marks.html): a press on “Đã xem” leaves the editor as it is. The
// page comes back with the new panel in it, and only the panel is put in the place of the old one.

const PANEL = "cho-can-xem-lai";
const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

document.addEventListener("submit", async (event) => {
  const panel = event.target.closest(`#${PANEL}`);
  if (!panel) return;
  event.preventDefault();
  const form = event.target;
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  const fresh = await sent(form);
  delete form.dataset.busy;
  if (fresh) show(panel, fresh, form);
  else status.textContent = "Chưa ghi được. Thầy/cô lưu lại bản nháp rồi bấm lần nữa.";
});

// What is replaced has been looked at.
document.addEventListener("replaced", (event) => {
  event.target.closest(`#${PANEL} li`)?.querySelector("form").requestSubmit();
});

async function sent(form) {
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html").getElementById(PANEL);
  } catch {
    return null;
  }
}

// Where one row has gone, the next one stands: the next press is made at the same place.
function show(panel, fresh, form) {
  const list = panel.querySelector(".review-list");
  const place = list.scrollTop;
  const row = [...list.children].indexOf(form.closest("li"));
  fresh.open = true;
  panel.replaceWith(fresh);
  document.dispatchEvent(new Event("spots:changed"));
  const rows = fresh.querySelector(".review-list");
  rows.scrollTop = place;
  const next = row < 0 ? null : rows.children[Math.min(row, rows.children.length - 1)];
  (next?.querySelector("button:not([hidden])") ?? fresh.querySelector("summary")).focus({ preventScroll: true });
  status.textContent = fresh.querySelector("summary").textContent.trim();
}
