/* One press, one submit. The button stays enabled so that its name and value travel; only repeats are stopped. */
on("submit", (event) => {
  const question = event.submitter?.dataset.confirm || event.target.dataset.confirm;
  if (question && !window.confirm(question)) { event.preventDefault(); event.stopImmediatePropagation(); }
}, document, true);
on("submit", (event) => {
  const form = event.target;
  if (form.dataset.once === "off" || event.defaultPrevented || form.method === "get") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
  event.submitter?.setAttribute("aria-disabled", "true");
  setTimeout(() => ready(form), 12000);
});
function ready(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
  all("[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
}
on("pageshow", () => all("form[data-sent]").forEach(ready), window);

/* Selects that submit their form, quantities, passwords. */
on("change", (event) => {
  const field = event.target;
  if (field.matches("[data-autosubmit]")) field.form.requestSubmit();
  if (field.matches("select[data-feeds]")) feed(field);
  if (field.matches("[data-compare]")) tick(field);
});
on("click", (event) => {
  const step = event.target.closest("[data-step]");
  const reveal = event.target.closest("[data-reveal]");
  if (step) count(step);
  jump(event);
  if (reveal) {
    const field = document.getElementById(reveal.dataset.reveal);
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    reveal.setAttribute("aria-pressed", String(shown));
  }
  if (event.target.closest("[data-print]")) window.print();
  if (event.target.closest("[data-tray-clear]")) { keep({}); showTray(); }
});
/* A button to a form that already came to this page leads to it here, and saves what was typed there. */
function jump(event) {
  const there = one(event.target.closest("[data-jump]")?.dataset.jump || "[data-none]");
  if (!there) return;
  event.preventDefault();
  const typed = all("input:not([type=hidden])", there).some((field) => field.value !== field.defaultValue);
  if (typed) there.requestSubmit(one("[name=way][value=save]", there));
  else one("input:not([type=hidden]), select", there)?.focus();
}
function count(step) {
  const field = one("input", step.parentElement);
  const low = Number(field.min || 1), high = Number(field.max || 999);
  field.value = Math.min(high, Math.max(low, Number(field.value || low) + Number(step.dataset.step)));
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  announce(field.value);
}
