// Serves pages that this phone kept while there is no network. The server sets VERSION, HELP, SHELL and LEAST before these lines.
// Kept are only pages that the server marks public: they know nothing of the person.
"use strict";
const PAGES = "pages"; // those seen last
const FILES = "files"; // what those pages load: a page keeps the style that it was written for
const SHELL_CACHE = "shell-" + VERSION; // the help page of each language, and what it loads
const MOST_PAGES = 30;
const LONGEST_WAIT = 6000; // then a page that was kept is shown: a network can be there and yet bring nothing

self.addEventListener("install", (event) => {
  event.waitUntil(fillShell().then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  // A shared screen keeps nothing, and is shown nothing that was kept.
  if (url.origin !== self.location.origin || /^(\/\w\w)?\/kiosk(\/|$)/.test(url.pathname)) { return; }
  if (request.mode === "navigate" && url.pathname.endsWith("/leave")) {
    event.respondWith(leave(request, url));
  } else if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(page(event, url));
  } else if (request.mode === "navigate") {
    // Back to what was sent by form: asking once more changes nothing here, and elsewhere the browser asks the person.
    const isAskedAgain = request.cache === "only-if-cached" || request.cache === "force-cache";
    if (!isAskedAgain) { event.respondWith(sent(request, url)); }
    else if (/\/(find|start)$/.test(url.pathname)) { event.respondWith(sent(request, url, { cache: "reload" })); }
  } else if (request.method === "GET" && url.pathname.startsWith("/static/")) {
    event.respondWith(file(request, url));
  }
});

self.addEventListener("message", (event) => {
  const told = event.data || {};
  if (told.open && event.source) { event.waitUntil(keepOpen(new URL(event.source.url))); }
  // A place that somebody put on their list is wanted at its door, where there may be no network.
  const path = String(told.picked);
  if (/^(\/\w\w)?\/service\/[\w-]+$/.test(path) && !isDear()) { event.waitUntil(keepIfPublic(new URL(path, self.location.origin), {}, opened())); }
});

// A page that came before this worker did is kept from what the browser holds of it, without a download.
async function keepOpen(url) {
  const stores = opened();
  const [pages] = await stores;
  const isKept = await pages.match(keyOf(url), { ignoreVary: true });
  if (!isKept) { await keepIfPublic(url, { cache: "only-if-cached", mode: "same-origin" }, stores); }
}

// The stores are opened before anything is waited for, as in `page`.
async function keepIfPublic(url, how, stores) {
  try {
    const answer = await fetch(url, how);
    if (mayKeep(answer)) { await keep(url, answer, stores); }
  } catch (error) { /* no network, or the browser does not hold it: it is kept when it is opened again */ }
}

// A phone that pays for every byte is given the help page alone.
function isDear() {
  const line = self.navigator.connection;
  return Boolean(line && (line.saveData || /2g/.test(line.effectiveType)));
}

async function fillShell() {
  const shell = await caches.open(SHELL_CACHE);
  await shell.addAll((isDear() ? LEAST : SHELL).map((path) => (HELP.includes(path) ? new Request(path, { cache: "reload" }) : path)));
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => ![PAGES, FILES, SHELL_CACHE].includes(name)).map((name) => caches.delete(name)));
  await dropUnused(await caches.open(PAGES), await caches.open(FILES));
}

async function page(event, url) {
  // Opened before the answer is there: who leaves meanwhile has taken them away, and nothing comes back.
  const stores = opened();
  const asked = fetch(event.request);
  const seen = asked.then((answer) => mayKeep(answer) && keep(url, answer.clone(), stores));
  event.waitUntil(seen.catch(() => { /* no network, or no room: the page is shown all the same */ }));
  const kept = await keptFor(url, stores).catch(() => undefined);
  try {
    return await (kept ? Promise.race([asked, tooLate()]) : asked);
  } catch (error) {
    return kept ? changed(kept, (html) => html.replace('id="offline" role="status" hidden', 'id="offline" role="status" data-kept')) : standIn(url);
  }
}

async function keptFor(url, stores) {
  if (HELP.includes(url.pathname)) { return helpFor(url); }
  const [pages] = await stores;
  return pages.match(keyOf(url), { ignoreVary: true });
}

function tooLate() { return new Promise((_resolve, reject) => { setTimeout(reject, LONGEST_WAIT); }); }

// What a form sends goes to the server or, without a network, into the page that sends it again. It is never kept.
async function sent(request, url, how) {
  const again = request.clone();
  try { return await fetch(request, how); } catch (error) { return standIn(url, new URLSearchParams(await again.text())); }
}

async function leave(request, url) {
  await Promise.all([caches.delete(PAGES), caches.delete(FILES)]);
  try { return await fetch(request); } catch (error) { return Response.redirect(url.origin + url.pathname.slice(0, -"leave".length), 303); }
}

async function file(request, url) {
  const kept = await caches.match(request, { ignoreVary: true });
  return kept || fetch(request).catch(async () => (await (await caches.open(SHELL_CACHE)).match(url.pathname, { ignoreSearch: true })) || Response.error());
}

function mayKeep(answer) {
  const said = answer.headers.get("Cache-Control") || "";
  const isPage = (answer.headers.get("Content-Type") || "").startsWith("text/html");
  return isPage && answer.ok && !answer.redirected && said.includes("public");
}

function opened() { return Promise.all([caches.open(PAGES), caches.open(FILES)]); }

function keyOf(url) { return url.pathname + url.search; }

async function keep(url, answer, stores) {
  if (HELP.includes(url.pathname)) { return (await caches.open(SHELL_CACHE)).put(url.pathname, answer); }
  const [pages, files] = await stores;
  const html = await answer.text();
  await pages.delete(keyOf(url), { ignoreVary: true });
  await pages.put(keyOf(url), new Response(html, { headers: answer.headers }));
  const old = (await pages.keys()).slice(0, -MOST_PAGES);
  await Promise.all(old.map((one) => pages.delete(one)));
  for (const path of loadedBy(html)) {
    if (await files.match(path, { ignoreVary: true })) { continue; }
    const got = (await caches.match(path, { ignoreVary: true })) || (await fetch(path, { cache: "force-cache" }));
    if (got.ok) { await files.put(path, got); }
  }
  if ((await pathsIn(files)).some((path) => !SHELL.includes(path))) { await dropUnused(pages, files); }
}

function loadedBy(html) {
  return new Set(Array.from(html.matchAll(/ (?:src|href)="(\/static\/[^"#]+)/g), (found) => found[1].replaceAll("&amp;", "&")));
}

async function pathsIn(cache) { return (await cache.keys()).map((one) => keyOf(new URL(one.url))); }

async function dropUnused(pages, files) {
  const used = new Set();
  for (const one of await pages.keys()) {
    const kept = await pages.match(one, { ignoreVary: true });
    if (kept) { loadedBy(await kept.text()).forEach((path) => used.add(path)); }
  }
  await Promise.all((await pathsIn(files)).filter((path) => !used.has(path)).map((path) => files.delete(path, { ignoreVary: true })));
}

// Whom to call, in the language of the page that could not be had.
async function helpFor(url) {
  const path = HELP.find((one) => one !== "/crisis" && url.pathname.startsWith(one.slice(0, -"crisis".length))) || "/crisis";
  return (await (await caches.open(SHELL_CACHE)).match(path, { ignoreVary: true })) || Response.error();
}

// The help page in place of a page: says so, and asks once more for the same, with what the form said.
async function standIn(url, fields) {
  const values = fields || url.searchParams;
  const hidden = Array.from(values, ([name, value]) => `<input type="hidden" name="${quoted(name)}" value="${quoted(value)}">`).join("");
  const action = quoted(fields ? keyOf(url) : url.pathname);
  return changed(await helpFor(url), (html) => {
    const heading = (/ data-heading="([^"]*)"/.exec(html) || ["", ""])[1];
    return html
      .replace(/(<title>)[^<·]*/, (_all, tag) => `${tag}${heading} `)
      .replace(/(<h1>)[^<]*/, (_all, tag) => tag + heading)
      .replace('id="no-network" hidden', 'id="no-network"')
      .replace('id="lost" hidden', fields ? 'id="lost"' : 'id="lost" hidden')
      .replace(/<form id="again"[^>]*>/, () => `<form id="again" method="${fields ? "post" : "get"}" action="${action}" autocomplete="off">${hidden}`);
  });
}

function quoted(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

async function changed(answer, change) {
  if (!answer.ok) { return answer; }
  const headers = new Headers(answer.headers);
  headers.set("Cache-Control", "no-store");
  return new Response(change(await answer.text()), { headers });
}
