/* A link for somebody else: the phone's own way of sending it, or the clipboard; pages without TLS have neither. */
const sends = navigator.share || navigator.clipboard;
all("[data-share]").forEach((button) => { button.hidden = !sends; });
on("click", async (event) => {
  const button = event.target.closest("[data-share]");
  if (!button) return;
  const url = button.dataset.share, words = button.dataset.shared;
  if (navigator.share) { await navigator.share({ url }).catch(() => undefined); return; }
  await navigator.clipboard.writeText(url);
  one("span", button).textContent = words;
  announce(words);
});
