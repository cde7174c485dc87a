"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const controls = { search: $("search"), contract: $("contract"), area: $("area"), verdict: $("verdict") };
  const rows = Array.from(document.querySelectorAll(".row"), (node) => ({
    node,
    text: node.textContent.toLowerCase(),
    contract: node.dataset.contract,
    area: " " + node.dataset.area + " ",
    verdict: node.dataset.verdict,
    hidden: false,
  }));
  const sections = Array.from(document.querySelectorAll("main > section"), (section) => ({
    section,
    tally: section.querySelector(".tally"),
    rows: rows.filter((row) => section.contains(row.node)),
  }));

  const folds = Array.from(document.querySelectorAll("details.fold"), (node) => ({
    node, open: node.dataset.open === "yes", all: true, rows: rows.filter((row) => node.contains(row.node)),
  }));

  const apply = () => {
    const words = controls.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const { contract, area, verdict } = { contract: controls.contract.value, area: controls.area.value, verdict: controls.verdict.value };
    let shown = 0;
    for (const row of rows) {
      const fits =
        (!contract || row.contract === contract) &&
        (!area || row.area.includes(" " + area + " ")) &&
        (!verdict || row.verdict === verdict) &&
        words.every((word) => row.text.includes(word));
      if (fits === row.hidden) {
        row.hidden = !fits;
        row.node.hidden = !fits;
      }
      shown += fits;
    }
    const all = !words.length && !contract && !area && !verdict;
    $("shown").textContent = all ? "" : shown === 0 ? "nothing fits" : shown + " of " + rows.length;
    $("clear").disabled = all;
    for (const fold of folds) {
      const left = fold.rows.some((row) => !row.hidden);
      fold.node.hidden = !left;
      if (all !== fold.all) { fold.node.open = all ? fold.open : left; fold.all = all; } else if (!all) fold.node.open = left;
    }
    for (const one of sections) {
      if (!one.rows.length) continue;
      const left = one.rows.reduce((sum, row) => sum + !row.hidden, 0);
      one.section.hidden = left === 0;
      if (one.tally) one.tally.textContent = left === one.rows.length ? left : left + " of " + one.rows.length;
    }
  };

  const clear = () => {
    for (const control of Object.values(controls)) control.value = "";
    apply();
  };

  for (const control of Object.values(controls)) control.addEventListener("input", apply);
  $("clear").addEventListener("click", () => {
    clear();
    controls.search.focus();
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) {
      event.preventDefault();
      controls.search.focus();
    } else if (event.key === "Escape" && event.target === controls.search) {
      controls.search.value = "";
      apply();
    }
  });
  document.addEventListener("click", (event) => {
    const setter = event.target.closest("[data-set-verdict], [data-set-contract]");
    if (setter) {
      controls.verdict.value = setter.dataset.setVerdict || "";
      controls.contract.value = setter.dataset.setContract || "";
      controls.area.value = setter.dataset.setArea || "";
      apply();
      $("results").scrollIntoView({ block: "start" });
    }
    const copy = event.target.closest(".copy");
    if (copy) {
      const text = copy.parentNode.querySelector("code").textContent;
      const done = () => { copy.textContent = "copied"; setTimeout(() => { copy.textContent = "copy"; }, 1200); };
      if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, () => select(copy));
      else select(copy);
    }
  });
  const select = (copy) => {
    const range = document.createRange();
    range.selectNodeContents(copy.parentNode.querySelector("code"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    copy.textContent = "selected";
  };

  const arrive = () => {
    const wanted = location.hash.length > 1 && $(decodeURIComponent(location.hash.slice(1)));
    if (!wanted) return;
    if (wanted.closest("[hidden]")) clear();
    for (let fold = wanted.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    wanted.scrollIntoView({ block: wanted.matches("section, article") ? "start" : "center" });
  };
  addEventListener("hashchange", arrive);

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const remembered = () => { try { return localStorage.getItem("listproof-theme"); } catch { return null; } };
  const paint = (theme) => { if (theme) document.documentElement.dataset.theme = theme; };
  paint(remembered());
  $("theme").addEventListener("click", () => {
    const now = document.documentElement.dataset.theme || (dark.matches ? "dark" : "light");
    const next = now === "dark" ? "light" : "dark";
    paint(next);
    try { localStorage.setItem("listproof-theme", next); } catch { /* a page from disk may not remember */ }
  });
  apply();
  arrive();
})();
