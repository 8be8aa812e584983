// Máy soát beside the editor (documents/screens/proofreading_panel.html): a press on “Bỏ qua chỗ này” leaves the editor as it is.

const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.body.append(status);

document.addEventListener("submit", async (event) => {
  const row = event.target.closest("#proofreading li");
  if (!row) return;
  event.preventDefault();
  if (await isSetAside(event.target)) {
    const next = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("button:not([hidden])");
    row.remove();
    (next ?? document.querySelector("#proofreading summary")).focus();
    status.textContent = "Đã bỏ qua chỗ này.";
  } else {
    status.textContent = "Chưa ghi được. Thầy/cô lưu bản đang gõ rồi bấm lần nữa.";
  }
});

// A refusal is told on the page that comes back, as an alert.
async function isSetAside(form) {
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form) });
    if (!response.ok) return false;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.querySelector("main [role=alert]") === null;
  } catch {
    return false;
  }
}
