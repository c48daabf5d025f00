// The page between two versions of the explorer: lets the newer one take over, and is then reloaded.
navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
navigator.serviceWorker.ready.then(({ waiting }) => waiting ? waiting.postMessage('activate') : location.reload());
