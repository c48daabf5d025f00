// What only the browser can do: addresses, keys, the clipboard, saving, focus. Everything about BTF is in .NET.
let onKey = () => {};

export const hash = () => location.hash;
export const query = () => location.search;

// Whole, because a path that starts with two slashes would be taken for another server's.
export const prefix = () => location.href.split('#')[0];

export function watchHash(callback) {
  addEventListener('hashchange', () => callback(location.hash));
}

export function go(hash, replace) {
  if (hash === location.hash) {
    return;
  }

  // With the path and the query, which the page's base would drop.
  if (replace) {
    history.replaceState(null, '', prefix() + hash);
  } else {
    history.pushState(null, '', prefix() + hash);
  }
}

export function setTitle(title) {
  document.title = title;
}

const isTyping = target => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export function watchKeys(callback) {
  onKey = callback;
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }

    const inSearch = event.target?.id === 'search';
    const typing = isTyping(event.target);
    const wanted = inSearch ? /^(ArrowUp|ArrowDown|PageUp|PageDown|Enter|Escape)$/ : typing ? /^Escape$/ : /^(\/|\?|Escape|[a-z])$/;
    if (wanted.test(event.key) && onKey(event.key, inSearch)) {
      event.preventDefault();
    }
  });
}

export function focus(id) {
  const element = document.getElementById(id);
  element?.focus();
  element?.select?.();
}

export function blur() {
  document.activeElement?.blur?.();
}

export function scrollTop(id) {
  document.getElementById(id)?.scrollTo(0, 0);
}

export function showRow(id, index, height) {
  const list = document.getElementById(id);
  if (!list) {
    return;
  }

  const top = index * height;
  if (top < list.scrollTop) {
    list.scrollTop = top;
  } else if (top + height > list.scrollTop + list.clientHeight) {
    list.scrollTop = top + height - list.clientHeight;
  }
}

export const visibleRows = (id, height) => Math.max(1, Math.floor((document.getElementById(id)?.clientHeight ?? height) / height));

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'outside';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

export function save(name, type, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export const theme = () => globalThis.btfTheme.current();
export const toggleTheme = () => globalThis.btfTheme.toggle();
export function mark(name) {
  performance.mark(name);
}

// Registers the service worker, which keeps the site for use without a network. It reads all files once more, so this waits until the page is ready.
export function keepOffline() {
  if ('serviceWorker' in navigator && isSecureContext) {
    navigator.serviceWorker.register('service-worker.js', { updateViaCache: 'none' }).catch(() => { /* The site works without it. */ });
  }
}

// Timers wait for 4 ms at least once they follow one another; messages do not.
const channel = new MessageChannel();
const resting = [];
channel.port1.onmessage = () => resting.shift()();
export const rest = () => globalThis.scheduler?.yield ? scheduler.yield() : new Promise(done => { resting.push(done); channel.port2.postMessage(null); });

// An open menu closes when something else is used.
for (const name of ['pointerdown', 'focusin']) {
  addEventListener(name, event => {
    for (const menu of document.querySelectorAll('details.sources[open]')) {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    }
  });
}

addEventListener('keydown', event => {
  const menu = event.key === 'Escape' && document.querySelector('details.sources[open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
