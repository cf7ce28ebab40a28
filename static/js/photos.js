/* Photos: each travels by itself, made smaller on the phone, with a bar that shows how far it is. Without this file the
   same form brings them all at once. Words come from the page. */
(() => {
  "use strict";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const LONGEST = 1600, QUALITY = 0.85, SMALL = 400000, LOOKS = 40, looking = new Set();

  document.addEventListener("change", (event) => {
    const input = event.target.closest("[data-photo-form] input[type=file]");
    if (input?.files.length) send(input.form, [...input.files]);
  });

  /* Moved or taken off, a photo stays in sight, and the finger on its button. */
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest(".photo-acts"), button = event.submitter;
    if (!form || !button) return;
    event.preventDefault();
    const part = form.closest("[data-photos]").id, body = new URLSearchParams(new FormData(form));
    body.set(button.name, button.value);
    if (form.dataset.sent) return;
    form.dataset.sent = "1";
    const page = await fetch(form.action, { method: "POST", body, credentials: "same-origin" }).then((answer) => (answer.ok ? answer.text() : "")).catch(() => "");
    const fresh = new DOMParser().parseFromString(page, "text/html");
    if (!fresh.getElementById(part)) { window.location.reload(); return; }
    const id = form.parentElement.id, name = button.value;
    show(part, fresh);
    const moved = document.getElementById(id);
    (moved?.querySelector(`[value=${name}]`) ?? moved?.querySelector("button"))?.focus();
    ready(part);
  }, true);

  /* One after the other: two at once only make both slower on a phone's network. */
  async function send(form, files) {
    const part = form.closest("[data-photos]").id, said = [];
    for (const [i, file] of files.entries()) {
      const here = document.getElementById(part)?.querySelector("[data-photo-form]");
      if (!here) break;
      const page = await travel(here, file, `${here.dataset.sending} ${i + 1}/${files.length}`).catch(() => null);
      if (!page) { said.push(`${file.name}: ${here.dataset.failed}`); continue; }
      said.push(...[...page.querySelectorAll(`#${part} > .notice li`)].map((line) => line.textContent));
      page.querySelector(`#${part} > .notice`)?.remove(); /* said below, with those of the others */
      show(part, page);
    }
    const left = document.getElementById(part)?.querySelector("[data-photo-sending]");
    if (left) left.replaceChildren(...said.map((words) => Object.assign(document.createElement("p"), { className: "error", textContent: words })));
    all(`#${part} [data-photo-form]`).forEach((fresh) => fresh.reset());
    await ready(part);
  }

  async function travel(form, file, words) {
    const small = await shrunk(file), bar = document.createElement("progress"), label = document.createElement("p");
    const body = new FormData(form);
    body.set("photos", small, small === file ? file.name : file.name.replace(/\.\w+$/, "") + ".jpg");
    bar.max = 1;
    label.textContent = words;
    bar.setAttribute("aria-label", words);
    form.querySelector("[data-photo-sending]").replaceChildren(label, bar);
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.responseType = "document";
      request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; };
      request.onload = () => (request.response?.querySelector("[data-photos]") ? done(request.response) : failed());
      request.onerror = failed;
      request.send(body);
    });
  }

  /* What the browser cannot decode goes as it is: the server reads more kinds. */
  async function shrunk(file) {
    if (file.size < SMALL) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
      return blob && blob.size < file.size ? blob : file;
    } catch { return file; }
  }

  function show(part, page) {
    const fresh = page.getElementById(part), old = document.getElementById(part);
    if (fresh && old) old.replaceWith(document.adoptNode(fresh));
  }

  /* Pictures are made in a moment: look again until none waits. */
  async function ready(part) {
    if (looking.has(part)) return;
    looking.add(part);
    for (let look = 0; look < LOOKS && document.querySelector(`#${part} [data-waiting]`); look += 1) {
      await new Promise((done) => setTimeout(done, 1500));
      const answer = await fetch(document.getElementById(part).dataset.here, { credentials: "same-origin" }).catch(() => null);
      if (!answer?.ok) continue;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector(`#${part} .photo-list`), old = document.querySelector(`#${part} .photo-list`);
      if (fresh && old && !old.contains(document.activeElement)) old.replaceWith(document.adoptNode(fresh));
    }
    looking.delete(part);
  }

  document.documentElement.classList.add("photos-travel");
  all("[data-waiting]").forEach((photo) => ready(photo.closest("[data-photos]").id));
  /* Chosen before this file had come. */
  all("[data-photo-form] input[type=file]").filter((input) => input.files.length).forEach((input) => send(input.form, [...input.files]));
})();
