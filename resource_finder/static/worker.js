// Serves pages that this phone kept while there is no network. The server sets VERSION and SHELL before these lines.
// Kept are only pages that the server marks public: they know nothing of the person.
"use strict";
const PAGES = "pages";
const MOST_PAGES = 30;
const SHELL_CACHE = "shell-" + VERSION;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL_CACHE).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) { return; }
  if (event.request.method === "POST" && url.pathname.endsWith("/leave")) {
    event.respondWith(caches.delete(PAGES).then(() => fetch(event.request)).catch(() => helpFor(url)));
  } else if (isAskedAgain(event.request, url)) {
    // Back to an answer that came by form: browsers keep no such page, and asking once more changes nothing.
    event.respondWith(fetch(event.request, { cache: "reload" }).catch(() => helpFor(url)));
  } else if (event.request.mode === "navigate") {
    event.respondWith(page(event.request, url));
  } else if (event.request.method === "GET" && url.pathname.startsWith("/static/")) {
    event.respondWith(caches.match(event.request).then((kept) => kept || fetch(event.request)));
  }
});

function isAskedAgain(request, url) {
  const isRead = /\/(find|start)$/.test(url.pathname);
  return isRead && request.method === "POST" && (request.cache === "only-if-cached" || request.cache === "force-cache");
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== PAGES && name !== SHELL_CACHE).map((name) => caches.delete(name)));
}

async function page(request, url) {
  try {
    const answer = await fetch(request);
    if (mayKeep(request, answer)) { await keep(request, answer.clone()); }
    return answer;
  } catch (error) {
    const kept = request.method === "GET" && (await caches.match(request, { ignoreVary: true }));
    return kept ? said(kept) : helpFor(url);
  }
}

// The same page, which says of itself that it is not fresh.
async function said(kept) {
  const html = await kept.text();
  return new Response(html.replace('id="offline" role="status" hidden', 'id="offline" role="status" data-kept'), { headers: kept.headers });
}

function mayKeep(request, answer) {
  const said = answer.headers.get("Cache-Control") || "";
  const isPage = (answer.headers.get("Content-Type") || "").startsWith("text/html");
  return request.method === "GET" && isPage && answer.ok && !answer.redirected && said.includes("public");
}

async function keep(request, answer) {
  const cache = await caches.open(PAGES);
  await cache.delete(request, { ignoreVary: true });
  await cache.put(request, answer);
  const old = (await cache.keys()).slice(0, -MOST_PAGES);
  await Promise.all(old.map((one) => cache.delete(one)));
}

// Whom to call, in the language of the page that could not be had.
function helpFor(url) {
  const path = HELP.find((one) => one !== "/crisis" && url.pathname.startsWith(one.slice(0, -"crisis".length))) || "/crisis";
  return caches.match(path, { ignoreVary: true });
}
