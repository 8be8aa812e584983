// What the points of a sheet come to, told while they are typed. Without this file the saved page tells it.

const numbers = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });

for (const place of document.querySelectorAll("[data-points-total]")) {
  const form = place.closest("form");
  form.addEventListener("input", () => {
    const points = [...form.querySelectorAll('[name^="points-"]')].map((input) => Number(input.value.replace(",", ".")) || 0);
    const total = points.reduce((sum, one) => sum + one, 0);
    place.textContent = `Đang nhập: ${numbers.format(total)} trên ${place.dataset.pointsTotal} điểm.`;
  });
}
