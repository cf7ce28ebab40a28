/* Tables by keyboard: j and k move, Enter opens, x ticks, / searches. */
all("[data-key-hints]").forEach((hint) => { hint.hidden = false; });
on("keydown", (event) => {
  const table = one("table[data-keys]");
  if (!table || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
  const rows = all("tbody tr", table), at = rows.indexOf(document.activeElement.closest("tr"));
  if (event.key === "j" || event.key === "k") {
    const row = rows[Math.min(rows.length - 1, Math.max(0, at + (event.key === "j" ? 1 : -1)))];
    if (row) { row.tabIndex = -1; row.focus(); }
  } else if (event.key === "Enter" && document.activeElement.matches("tr")) one("a", rows[at])?.click();
  else if (event.key === "x" && at >= 0) one("input[type=checkbox]", rows[at])?.click();
  else if (event.key === "/") { event.preventDefault(); one("main input[type=search], main input[name=q], [data-suggest]")?.focus(); }
});
