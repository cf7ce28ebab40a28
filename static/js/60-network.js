/* htmx: say what went wrong, in the page's own words, and let the form be sent again. */
function trouble(kind) {
  const message = one("#network-message");
  if (!message) return;
  one("span", message).textContent = one("span", message).dataset[kind];
  message.hidden = false;
}
on("htmx:sendError", () => trouble("offline"));
on("htmx:timeout", () => trouble("slow"));
on("htmx:responseError", () => trouble("failed"));
on("htmx:afterRequest", (event) => {
  if (event.detail.successful) one("#network-message")?.setAttribute("hidden", "");
  const form = event.detail.elt.closest?.("form");
  if (form) ready(form);
});
on("htmx:afterSwap", (event) => {
  const part = event.detail.target;
  one("[data-focus]", part)?.focus();
  const words = latest(part);
  if (words && words !== said.get(part)) { announce(words); said.set(part, words); }
  showTray();
});
on("offline", () => trouble("offline"), window);
on("online", () => one("#network-message")?.setAttribute("hidden", ""), window);
