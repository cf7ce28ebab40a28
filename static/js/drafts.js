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
  /* `handed`: given to the server as a whole, by the button; its answer is the next page. */
  const keep = (handed) => {
    const held = { saved: form.dataset.saved, fields: fields(), handed: handed === true };
    try { localStorage.setItem(key, JSON.stringify(held)); } catch { /* full */ }
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
  /* Where the form and what was kept differ: fields with the value that was kept. */
  const apart = (entries) => {
    const values = new Map();
    entries.forEach(([name, value]) => values.set(name, [...(values.get(name) || []), value]));
    return [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit").flatMap((field) => {
      const wanted = values.get(field.name) || [];
      if (field.type === "checkbox" || field.type === "radio") {
        return field.checked === wanted.includes(field.value) ? [] : [[field, wanted.includes(field.value)]];
      }
      return wanted.length && field.value.trim() !== wanted[0].trim() ? [[field, wanted[0]]] : [];
    });
  };
  const put = (changes) => {
    changes.forEach(([field, value]) => { field[typeof value === "boolean" ? "checked" : "value"] = value; });
    keep();
    say();
  };
  const answer = (ask, changes) => ask.addEventListener("click", ({ target }) => {
    if (!target.value) return;
    ask.hidden = true;
    if (target.value === "use") put(changes);
    else forget();
    resend();
  });
  /* What was kept goes in by itself while the server still has what it was based on. Else somebody decides: another
     phone may have gone on since, or the server took something and its answer never came. */
  const held = read(), changes = held ? apart(held.fields) : [];
  const based = held && held.saved === form.dataset.saved;
  if (!changes.length || (held.handed && !based)) forget();
  else if (based) {
    put(changes);
    addEventListener("load", resend);
  } else {
    const ask = document.getElementById("kept-ask");
    ask.hidden = false;
    answer(ask, changes);
  }
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", () => { if (read()) keep(true); });
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
