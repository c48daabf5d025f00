// While developing, nothing is kept: each load comes from the server.
self.addEventListener('install', () => self.skipWaiting());
