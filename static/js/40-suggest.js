/* Search suggestions: a combobox by the ARIA book. */
all("[data-suggest]").forEach((field) => {
  const list = document.getElementById(field.getAttribute("aria-controls"));
  const options = () => all("[role=option]", list);
  const show = (open) => {
    list.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    if (!open) choose(null);
  };
  const choose = (option) => {
    options().forEach((other) => other.setAttribute("aria-selected", String(other === option)));
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };
  on("htmx:afterSwap", () => show(options().length > 0 && document.activeElement === field), list);
  on("blur", () => setTimeout(() => { if (!list.contains(document.activeElement)) show(false); }, 150), field);
  on("keydown", (event) => {
    const items = options(), at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); show(false); }
    if (event.key === "Enter" && at >= 0) { event.preventDefault(); one("a", items[at]).click(); }
    if (!items.length || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    show(true);
    const step = event.key === "ArrowDown" ? 1 : -1;
    choose(items[at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length]);
  }, field);
});
