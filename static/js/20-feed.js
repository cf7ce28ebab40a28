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
