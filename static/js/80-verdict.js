// A moderator decides by keys: a approves, c asks for changes, r rejects or takes down; Enter in the form sends.

on("keydown", (event) => {
  const form = one("form[data-verdict]");
  if (!form || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio]), select, textarea")) return;
  const verbs = { a: ["approve"], c: ["ask"], r: ["reject", "take_down"] }[event.key] || [];
  const radio = verbs.map((verb) => one(`input[name=verdict][value=${verb}]`, form)).find(Boolean);
  if (radio) { event.preventDefault(); radio.checked = true; radio.focus(); }
});
