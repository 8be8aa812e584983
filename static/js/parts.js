// What the rows of a part come to, told while they are typed (campaigns/part.html). Without this file the saved page tells it.

const numbers = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });

for (const form of document.querySelectorAll("form[data-parts]")) {
  const places = [...form.querySelectorAll("[data-sum]")];
  const tell = () => places.forEach((place) => told(place, form));
  form.addEventListener("input", tell);
  tell();
}

function told(place, form) {
  const { label, sum, times, of, under, over, unit } = place.dataset;
  const rows = [...place.closest(".part").querySelectorAll(".part-row")].filter((row) => !field(row, "DELETE").checked);
  const total = rows.reduce((so_far, row) => so_far + read(field(row, sum)) * (times ? count(field(row, times)) : 1), 0);
  const most = of ? read(form.elements[of]) : 0;
  const gap = Math.abs(total - most);
  const compared = most && gap > 0.01 ? `; ${total > most ? over : under} ${numbers.format(gap)} ${unit}` : "";
  place.textContent = `${label}: ${numbers.format(total)} ${unit}${compared}.`;
  place.hidden = false;
}

function field(row, name) {
  return row.querySelector(`[name$="-${name}"]`);
}

// A number left out is one.
function count(input) {
  return input.value.trim() ? read(input) : 1;
}

// As the server reads it: 1.500.000 and 2,5, and 2.5 too.
function read(input) {
  const text = input.value.replace(/\s/g, "");
  const plain = /^\d+\.(\d|\d\d|\d{4,})$/.test(text) ? text : text.replaceAll(".", "").replace(",", ".");
  return Number(plain) || 0;
}
