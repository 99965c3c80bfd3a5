// The service worker: the page and its files from a separate cache, so that a tablet starts without a connection.
// The server prepends the line `const SIPAS = { version, files };` to this text.
const PREFIX = "sipas-kiosk-";
const CACHE = PREFIX + SIPAS.version;
const PAGE_TIMEOUT_MS = 4000;
const VERSION_HEADER = "Sipas-Kiosk";

// Cached pages move to the new version together with its files, or the old version remains.
async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(SIPAS.files.map((file) => new Request(file, { cache: "reload" })));
  for (const name of (await caches.keys()).filter((other) => other.startsWith(PREFIX) && other !== CACHE)) {
    for (const kept of await (await caches.open(name)).keys()) {
      const response = await fetch(kept.url, { cache: "no-store" });
      if (isPage(response)) {
        await cache.put(kept.url, response);
      }
    }
  }
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// Only a page of exactly this version may be cached: its files are in the same cache.
const isPage = (response) => response.ok && !response.redirected && response.headers.get(VERSION_HEADER) === SIPAS.version;

const withoutFragment = (address) => address.split("#")[0];

async function openPage(request) {
  const cache = await caches.open(CACHE);
  const address = withoutFragment(request.url);
  let response = null;
  try {
    response = await Promise.race([
      fetch(request),
      new Promise((_, reject) => setTimeout(() => reject(new Error("slow")), PAGE_TIMEOUT_MS)),
    ]);
  } catch {
    // Offline, or no response: use the cached page.
  }
  if (response && isPage(response)) {
    await cache.put(address, response.clone());
    return response;
  }
  // A response of our server counts, also an error or another version. A captive portal and a failing server do not count.
  if (response?.headers.has(VERSION_HEADER) && response.status < 500) {
    return response;
  }
  return (await cache.match(address)) ?? response ?? Response.error();
}

async function keep({ page, clips }, client) {
  const cache = await caches.open(CACHE);
  const address = withoutFragment(page);
  const response = await fetch(page, { cache: "no-store" });
  if (isPage(response)) {
    const kept = await (await cache.match(address))?.text();
    await cache.put(address, response.clone());
    if (kept !== undefined && kept !== await response.text()) {
      client.postMessage("page changed");
    }
  }
  for (const clip of clips) {
    if (!await cache.match(clip)) {
      await cache.add(clip).catch(() => {});
    }
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") {
    self.skipWaiting();
  } else if (event.data?.page) {
    event.waitUntil(keep(event.data, event.source).catch(() => {}));
  }
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) {
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(openPage(request));
  } else if (SIPAS.files.includes(new URL(request.url).pathname + new URL(request.url).search) || request.destination === "audio") {
    event.respondWith(caches.open(CACHE).then((cache) => cache.match(request.url)).then((kept) => kept ?? fetch(request)));
  }
});
