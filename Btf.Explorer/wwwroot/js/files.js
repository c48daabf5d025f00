// Files that the user gives to the page. They are read here, and stay on this machine.
const waiting = new Map();
let next = 1;
let onFiles = () => {};

function offer(files) {
  const list = [...files].map(file => {
    const id = next++;
    waiting.set(id, file);
    return { id, name: file.name, size: file.size };
  });
  if (list.length > 0) {
    onFiles(JSON.stringify(list));
  }
}

export function watch(callback) {
  onFiles = callback;
  let depth = 0;
  const mark = on => document.body.classList.toggle('dropping', on);
  const hasFiles = event => [...(event.dataTransfer?.types ?? [])].includes('Files');
  addEventListener('dragenter', event => { if (hasFiles(event)) { depth++; mark(true); event.preventDefault(); } });
  addEventListener('dragover', event => { if (hasFiles(event)) { event.preventDefault(); } });
  addEventListener('dragleave', event => { if (hasFiles(event) && --depth <= 0) { depth = 0; mark(false); } });
  addEventListener('drop', event => {
    depth = 0;
    mark(false);
    if (event.dataTransfer?.files.length) {
      event.preventDefault();
      offer(event.dataTransfer.files);
    }
  });
}

export function pick() {
  for (const menu of document.querySelectorAll('details.sources[open]')) {
    menu.open = false;
  }

  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.id = 'picker';
  input.className = 'outside';
  input.setAttribute('aria-hidden', 'true');
  document.getElementById('picker')?.remove();
  input.onchange = () => { offer(input.files); input.remove(); };
  document.body.append(input);
  input.click();
}

export function forget(id) {
  waiting.delete(id);
}

export async function read(id) {
  const file = waiting.get(id);
  waiting.delete(id);
  return { bytes: new Uint8Array(await file.arrayBuffer()) };
}

// Reads an address, and stops as soon as it has more bytes than are allowed.
export async function fetchBytes(url, limit) {
  const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  if (!response.ok) {
    throw new Error(`the server answered ${response.status} ${response.statusText}`.trim());
  }

  const told = Number(response.headers.get('content-length') ?? 0);
  if (told > limit) {
    await response.body?.cancel();
    return { size: told, bytes: new Uint8Array(0) };
  }

  const parts = [];
  let size = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > limit) {
      await reader.cancel();
      return { size, bytes: new Uint8Array(0) };
    }

    parts.push(part.value);
  }

  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }

  return { size, bytes };
}

export const lengthOf = answer => answer.bytes.length;
export const copyBytes = (answer, to) => to.set(answer.bytes);
export const sourcesUrl = () => document.querySelector('meta[name="btf-sources"]')?.content ?? '';
export const fetchText = async url => await (await fetch(url)).text();
