/* When the page opens. */
const room = one(".work-nav [aria-current]");
if (room) room.parentElement.scrollLeft = room.offsetLeft - (innerWidth - room.offsetWidth) / 2;

one("main [data-focus]")?.focus();
all("[data-without-script]").forEach((part) => { part.hidden = true; });
showTray();
if ("serviceWorker" in navigator && window.isSecureContext) {
  on("load", () => navigator.serviceWorker.register("/sw.js").catch(() => undefined), window);
}
