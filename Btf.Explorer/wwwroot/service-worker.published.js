// Keeps the published files, so that the explorer opens without a network after the first visit.
self.importScripts('./service-worker-assets.js');
const prefix = 'btf-explorer-';
const name = prefix + self.assetsManifest.version;
const root = new URL('./', self.location).href;
const kept = new Set(self.assetsManifest.assets.map(asset => new URL(asset.url, root).href).filter(url => !/\.(br|gz|map)$|service-worker/.test(url)));

self.addEventListener('install', event => event.waitUntil((async () => {
  const cache = await caches.open(name);
  await cache.addAll([...kept].map(url => new Request(url, { cache: 'no-cache' })));
  await self.skipWaiting();
})()));

self.addEventListener('activate', event => event.waitUntil((async () => {
  for (const key of await caches.keys()) {
    if (key.startsWith(prefix) && key !== name) {
      await caches.delete(key);
    }
  }

  // The page of the first visit was loaded before there was a service worker: from now on, it too gets its files from here.
  await self.clients.claim();
})()));

self.addEventListener('fetch', event => {
  if (event.request.method !== 'GET') {
    return;
  }

  const url = new URL(event.request.url);
  url.search = '';
  url.hash = '';
  const page = event.request.mode === 'navigate' && (url.href === root || url.href === root + 'index.html');
  const key = page ? root + 'index.html' : url.href;
  if (!kept.has(key)) {
    return;
  }

  // The page itself comes from the server if there is one: a host may have put its sources into it.
  event.respondWith((async () => {
    if (page) {
      try {
        return await fetch(event.request);
      } catch {
        // There is no network.
      }
    }

    return await (await caches.open(name)).match(key) ?? fetch(event.request);
  })());
});
