/* What a script may add to pages that already work without one. Words come from the page, never from here.
   All these files are one function's body (marketplace/web/assets.py): what one declares the others know. */
const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const on = (type, act, root = document, early = false) => root.addEventListener(type, act, early);

/* Live region: one polite sentence at a time. */
function announce(words) {
  const region = one("#announce");
  if (!region || !words) return;
  region.textContent = "";
  setTimeout(() => { region.textContent = words; }, 60);
}
const said = new WeakMap();
const latest = (part) => one("[data-announce]", part)?.textContent.replace(/\s+/g, " ").trim() ?? "";
all("[data-live]").forEach((part) => said.set(part, latest(part)));
