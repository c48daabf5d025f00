// Keeps the published files, so that the explorer opens without a network after the first visit. All open tabs use the same version: a newer one waits until
// the last tab is closed, or the only one is reloaded.
self.importScripts('./service-worker-assets.js');
const prefix = 'btf-explorer-';
const name = prefix + self.assetsManifest.version;
const root = new URL('./', self.location).href;
const index = root + 'index.html';
const kept = new Map(self.assetsManifest.assets.map(asset => [new URL(asset.url, root).href, asset.hash]).filter(([url]) => !/\.(br|gz|map)$|service-worker/.test(url)));

// While somebody replaces the site, some files are of one version and some of the other: then the hashes make this fail. The page is not compared with its
// hash, because a host may put its sources into it.
self.addEventListener('install', event => event.waitUntil((async () => {
  const cache = await caches.open(name);
  await cache.addAll([...kept].map(([url, hash]) => new Request(url, { cache: 'no-cache', integrity: url === index ? '' : hash })));
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

self.addEventListener('message', event => {
  if (event.data === 'activate') {
    self.skipWaiting();
  }
});

const withoutSources = text => text.replace(/<meta name="btf-sources"[^>]*>/, '');

// The page of this version: the server's, which may name its sources, or the kept one if the server has another version or does not answer.
async function pageFor(request, cache) {
  const own = await cache.match(index);
  try {
    const response = await fetch(request);
    if (!own || withoutSources(await response.clone().text()) === withoutSources(await own.clone().text())) {
      return response;
    }
  } catch {
    // There is no network.
  }

  return own ?? Response.error();
}

// A page that only waits until the newer version has taken over, and is then reloaded.
const between = () => new Response('<!DOCTYPE html><link rel="icon" href="data:,"><script src="js/reload.js"></script>', {
  headers: { 'Content-Type': 'text/html', 'Content-Security-Policy': "default-src 'none'; script-src 'self'; img-src data:" },
});

self.addEventListener('fetch', event => {
  if (event.request.method !== 'GET') {
    return;
  }

  const url = new URL(event.request.url);
  url.search = '';
  url.hash = '';
  const isPage = event.request.mode === 'navigate' && (url.href === root || url.href === index);
  if (!isPage && !kept.has(url.href)) {
    return;
  }

  event.respondWith((async () => {
    const cache = await caches.open(name);
    if (!isPage) {
      return await cache.match(url.href) ?? fetch(event.request);
    }

    // The tab that is reloaded is still counted.
    const isLeft = self.registration.waiting && event.request.isReloadNavigation && (await self.clients.matchAll()).length <= 1;
    return isLeft ? between() : pageFor(event.request, cache);
  })());
});
