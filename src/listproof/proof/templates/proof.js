"use strict";
const rows = [...document.querySelectorAll("details[data-state]")];
const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
const chosen = (id) => document.getElementById(id).value;
function show() {
  const text = chosen("search").toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const row of rows) {
    const fits = (!chosen("contract") || row.dataset.contract === chosen("contract"))
      && (!chosen("area") || row.dataset.area === chosen("area"))
      && (!chosen("state") || row.dataset.state === chosen("state"))
      && (!chosen("law") || row.dataset.laws.split(" ").includes(chosen("law")))
      && text.every((word) => words.get(row).includes(word));
    row.hidden = !fits;
    count += fits;
  }
  for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector("details:not([hidden])");
  document.getElementById("shown").textContent = `${count} of ${rows.length}`;
}
for (const id of ["search", "contract", "area", "state", "law"]) document.getElementById(id).addEventListener("input", show);
document.getElementById("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "/" && !typing) { event.preventDefault(); document.getElementById("search").focus(); }
  if (event.key === "Escape" && typing) event.target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !["j", "k", "ArrowDown", "ArrowUp"].includes(event.key)) return;
  const seen = rows.filter((row) => !row.hidden);
  const at = seen.indexOf(document.activeElement.closest?.("details"));
  if (at < 0 && event.key.startsWith("Arrow")) return;
  const next = seen[at + (event.key === "j" || event.key === "ArrowDown" ? 1 : -1)] ?? (at < 0 ? seen[0] : undefined);
  if (next) { event.preventDefault(); next.querySelector("summary").focus(); }
});
show();
