/* A draft keeps itself: htmx sends it on every change; what could not be sent stays in this browser until it can.
   Loaded on the pages of a draft only. The page says `data-draft` (its name) and `data-saved` (what the server has). */
(() => {
  "use strict";
  const form = document.querySelector("form[data-draft]"), kept = document.getElementById("kept");
  if (!form || !kept) return;
  const key = `draft:${form.dataset.draft}`;
  const read = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* private mode */ } };
  const fields = () => [...new FormData(form)].filter(([name, value]) => name !== "csrf_token" && typeof value === "string");
  const keep = () => {
    try { localStorage.setItem(key, JSON.stringify({ saved: form.dataset.saved, fields: fields() })); } catch { /* full */ }
  };
  const resend = () => { if (read()) kept.dispatchEvent(new Event("resend")); };
  let wait = 4000, again = 0; // ms; a phone that says it is online may have no way out, so it is tried again
  const say = () => {
    kept.lastElementChild.textContent = kept.dataset.kept;
    kept.classList.add("kept-here");
    clearTimeout(again);
    again = setTimeout(resend, wait);
    wait = Math.min(wait * 2, 60000);
  };
  /* What this browser kept is newer only while the server still has what it was based on. */
  const restore = (held) => {
    const values = new Map();
    held.forEach(([name, value]) => values.set(name, [...(values.get(name) || []), value]));
    let changed = false;
    [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit").forEach((field) => {
      const wanted = values.get(field.name) || [];
      const ticked = field.type === "checkbox" || field.type === "radio";
      if (ticked && field.checked !== wanted.includes(field.value)) { field.checked = !field.checked; changed = true; }
      if (!ticked && wanted.length && field.value !== wanted[0]) { field.value = wanted[0]; changed = true; }
    });
    return changed;
  };
  const held = read();
  if (held && held.saved === form.dataset.saved && restore(held.fields)) {
    say();
    addEventListener("load", resend);
  } else forget();
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  addEventListener("online", resend);
  document.addEventListener("kept", (event) => {
    form.dataset.saved = event.detail.saved;
    kept.classList.remove("kept-here");
    clearTimeout(again);
    wait = 4000;
    if (event.detail.whole) forget();
    else keep(); // half a date, a wrong number: the server took the rest
  });
  document.addEventListener("htmx:sendError", say);
  document.addEventListener("htmx:timeout", say);
})();
