// The pages as they would be printed, drawn anew when typing rests.

const RESTED = 1200; // milliseconds

export function drawPreview() {
  const form = document.getElementById("draft-form");
  const preview = document.getElementById("preview");
  const pages = document.getElementById("preview-pages");
  let timer = 0;
  let asked = new AbortController();

  preview.hidden = false;
  if (matchMedia("(min-width: 96rem)").matches) preview.open = true;
  preview.addEventListener("toggle", () => preview.open && draw());
  form.addEventListener("input", () => {
    clearTimeout(timer);
    if (preview.open) timer = setTimeout(draw, RESTED);
  });
  if (preview.open) draw();

  async function draw() {
    asked.abort();
    asked = new AbortController();
    pages.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form), signal: asked.signal });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      pages.innerHTML = await answer.text();
    } catch (error) {
      if (error.name === "AbortError") return;
      pages.textContent =
        "Chưa dựng được trang in. Nếu phiên làm việc đã hết, thầy/cô đăng nhập lại ở một cửa sổ khác rồi bấm Lưu ở đây.";
    }
    pages.removeAttribute("aria-busy");
  }
}
