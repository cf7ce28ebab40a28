/* What a script may add to pages that already work without one. Words come from the page, never from here. */
(() => {
  "use strict";
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
  /* A link to a form that already came to this page leads to it here: what was typed there is not lost. */
  function jump(event) {
    const there = one(event.target.closest("[data-jump]")?.dataset.jump || "[data-none]");
    if (!there) return;
    event.preventDefault();
    one("input:not([type=hidden]), select", there)?.focus();
  }
  function count(step) {
    const field = one("input", step.parentElement);
    const low = Number(field.min || 1), high = Number(field.max || 999);
    field.value = Math.min(high, Math.max(low, Number(field.value || low) + Number(step.dataset.step)));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    announce(field.value);
  }

  /* Province feeds city feeds district; without a script the form asks the server with its own button. */
  async function feed(parent) {
    const child = document.getElementById(parent.dataset.feeds);
    if (!child) return;
    const empty = child.options[0]?.value === "" ? child.options[0] : new Option("", "");
    child.replaceChildren(empty);
    empty.selected = true;
    const next = child.dataset.feeds && document.getElementById(child.dataset.feeds);
    if (next) next.replaceChildren(next.options[0]?.value === "" ? next.options[0] : new Option("", ""));
    if (!parent.value) return;
    const url = new URL(parent.dataset.feedUrl, location.href);
    url.searchParams.set("parent", parent.value);
    child.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const asked = parent.value;
      const choices = await answer.json();
      if (asked === parent.value) child.append(...choices.map((choice) => new Option(choice.label, choice.value)));
    } catch { trouble(navigator.onLine ? "failed" : "offline"); }
    child.removeAttribute("aria-busy");
  }

  /* Compare tray: ticks are kept for this visit, from page to page. */
  const kept = () => { try { return JSON.parse(sessionStorage.getItem("compare")) || {}; } catch { return {}; } };
  const keep = (goods) => { try { sessionStorage.setItem("compare", JSON.stringify(goods)); } catch { /* private mode */ } };
  function tick(box) {
    const goods = kept(), tray = one("[data-tray]");
    if (box.checked && Object.keys(goods).length >= Number(tray?.dataset.tray || 4)) {
      box.checked = false;
      announce(one("[data-tray-full]", tray)?.dataset.trayFull);
      return;
    }
    if (box.checked) goods[box.value] = box.dataset.compare;
    else delete goods[box.value];
    keep(goods);
    showTray();
  }
  function showTray() {
    const tray = one("[data-tray]"), goods = kept(), names = Object.values(goods);
    if (!tray) return;
    all("[data-compare]").forEach((box) => { box.checked = box.value in goods; });
    const words = one("[data-tray-names]", tray);
    tray.dataset.hint ??= words.textContent;
    words.textContent = names.length ? names.join(" · ") : tray.dataset.hint;
    tray.classList.toggle("tray-on", names.length > 0);
    one("[data-tray-clear]", tray).hidden = !names.length;
    all("input[type=hidden]", tray).forEach((field) => field.remove());
    const here = new Set(all("[data-compare]").map((box) => box.value));
    Object.keys(goods).filter((slug) => !here.has(slug)).forEach((slug) => {
      tray.append(Object.assign(document.createElement("input"), { type: "hidden", name: "p", value: slug }));
    });
  }

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

  /* What this browser looked at stays in this browser; home asks for the cards of those ids. */
  const seenNow = one("[data-seen]")?.dataset.seen, recent = one("[data-recent]");
  try {
    const seen = (localStorage.getItem("seen") || "").split(",").filter(Boolean);
    if (seenNow) localStorage.setItem("seen", [seenNow, ...seen.filter((id) => id !== seenNow)].slice(0, 8).join(","));
    if (recent && seen.length) {
      fetch(`${recent.dataset.recent}?ids=${seen.join(",")}`).then((answer) => (answer.ok ? answer.text() : "")).then((cards) => {
        if (!cards.includes("<article")) return;
        one("[data-recent-cards]", recent).innerHTML = cards;
        recent.hidden = false;
      }).catch(() => undefined);
    }
  } catch { /* private mode */ }

  const room = one(".work-nav [aria-current]");
  if (room) room.parentElement.scrollLeft = room.offsetLeft - (innerWidth - room.offsetWidth) / 2;

  one("main [data-focus]")?.focus();
  all("[data-without-script]").forEach((part) => { part.hidden = true; });
  showTray();
  if ("serviceWorker" in navigator && window.isSecureContext) {
    on("load", () => navigator.serviceWorker.register("/sw.js").catch(() => undefined), window);
  }
})();
