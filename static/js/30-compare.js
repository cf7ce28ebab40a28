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
