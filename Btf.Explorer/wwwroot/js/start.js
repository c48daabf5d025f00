// Registers the service worker, which keeps the site for use without a network.
if ('serviceWorker' in navigator && isSecureContext) {
  navigator.serviceWorker.register('service-worker.js', { updateViaCache: 'none' }).catch(() => { /* The site works without it. */ });
}
