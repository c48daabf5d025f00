// Runs long work in a worker with a .NET runtime of its own, so that the page answers meanwhile.
let worker = null;
let next = 1;
let onProgress = () => {};
const waiting = new Map();

function fail(message) {
  worker?.terminate();
  worker = null;
  for (const request of waiting.values()) {
    request.reject(new Error(message));
  }

  waiting.clear();
}

function start() {
  worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  worker.onerror = event => fail(event.message || 'The background worker did not start.');
  worker.onmessage = ({ data }) => {
    if (data.progress !== undefined) {
      onProgress(data.progress);
      return;
    }

    const request = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error !== undefined) {
      request?.reject(new Error(data.error));
    } else {
      request?.resolve({ text: data.text, parts: data.parts ?? [] });
    }
  };
}

export const watch = callback => { onProgress = callback; };
export const isRunning = () => worker !== null;
export const stop = message => fail(message);

function post(message, transfer) {
  if (worker === null) {
    start();
  }

  const id = next++;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, ...message }, transfer);
  });
}

// The bytes are a view of .NET's memory: the worker gets a copy.
export function open(slot, baseSlot, isProgram, view) {
  const bytes = view.slice();
  view.dispose();
  return post({ open: slot, baseSlot, isProgram, bytes }, [bytes.buffer]);
}

// Nobody waits for the answer. A worker that is not running has no sources.
export const close = slot => worker?.postMessage({ close: slot });

export function unpack(view) {
  const bytes = view.slice();
  view.dispose();
  return post({ unpack: true, bytes }, [bytes.buffer]);
}

export const run = (job, args) => post({ job, args }, []);
export const part = (answer, index) => answer.parts[index] ?? new Uint8Array(0);
export const hasPart = (answer, index) => answer.parts[index] !== undefined && answer.parts[index] !== null;

// The bytes that the page's runtime, the worker's and the scripts hold, for measuring.
export async function heapBytes() {
  const page = globalThis.Blazor.runtime.localHeapViewU8().length;
  const other = worker === null ? 0 : (await post({ heap: true }, [])).text;
  return [page, Number(other), performance.memory?.usedJSHeapSize ?? 0];
}
