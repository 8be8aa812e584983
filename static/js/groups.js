// A box for a whole group ticks those beneath it (scoring/forms.py). Without this file the server understands the box alone.

const boxes = [...document.querySelectorAll("input[data-whole]")];
const isWhole = (box) => box.value.startsWith(box.dataset.whole);
const groups = [];

for (const box of boxes) {
  if (isWhole(box)) groups.push({ whole: box, members: [] });
  else groups.at(-1).members.push(box);
}
for (const { whole, members } of groups) {
  const spread = () => members.forEach((box) => (box.checked = whole.checked));
  const gather = () => (whole.checked = members.every((box) => box.checked));
  if (whole.checked) spread();
  gather();
  whole.addEventListener("change", spread);
  members.forEach((box) => box.addEventListener("change", gather));
}
