// A moderator decides by keys: a approves, c asks for changes, r rejects or takes down, Enter in the form sends;
// u takes the last decision back, j goes on to the next where the page shows one listing.

on("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio]):not([type=checkbox]), select, textarea")) return;
  const form = one("form[data-verdict]"), verbs = { a: ["approve"], c: ["ask"], r: ["reject", "take_down"] }[event.key];
  const radio = form && verbs && verbs.map((verb) => one(`input[name=verdict][value=${verb}]`, form)).find(Boolean);
  if (radio) { event.preventDefault(); radio.checked = true; radio.focus(); }
  else if (event.key === "u") one("form[data-undo]")?.requestSubmit();
  else if (event.key === "j") one("a[data-next]")?.click();
});
