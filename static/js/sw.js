/* Served at /sw.js. Keeps the offline page, styles and the last public pages seen; never what the server calls private. */
const PAGES = "pages-1", PARTS = "parts-1", MOST = 30;
const PUBLIC = /^\/($|search|categories\/|products\/|second-hand|compare)/;

addEventListener("install", (event) => event.waitUntil(
  caches.open(PAGES).then((cache) => cache.add("/offline")).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(caches.keys()
  .then((names) => Promise.all(names.filter((name) => name !== PAGES && name !== PARTS).map((name) => caches.delete(name))))
  .then(() => clients.claim())));

async function put(name, request, response) {
  const cache = await caches.open(name);
  await cache.put(request, response);
  const keys = (await cache.keys()).filter((key) => !key.url.endsWith("/offline"));
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).map((key) => cache.delete(key)));
}
async function page(event, path) {
  try {
    const response = await fetch(event.request);
    const rule = response.headers.get("Cache-Control") || "";
    if (response.status === 200 && !response.redirected && PUBLIC.test(path) && !/no-store|private/.test(rule))
      event.waitUntil(put(PAGES, event.request, response.clone()));
    return response;
  } catch {
    return (await caches.match(event.request, { ignoreVary: true })) || caches.match("/offline");
  }
}
async function part(event) {
  const held = await caches.match(event.request);
  if (held) return held;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(put(PARTS, event.request, response.clone()));
  return response;
}
addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event, url.pathname));
  else if (/^\/(assets|static)\/.*\.(css|js|svg)$/.test(url.pathname)) event.respondWith(part(event));
});
