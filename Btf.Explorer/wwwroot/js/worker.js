// The worker: the same assemblies in a runtime of their own, which answers one request after the other.
import { dotnet } from '../_framework/dotnet.js';

let heap = () => 0;
let loadUnpackers;
let unpackers;
const ready = (async () => {
  const { getAssemblyExports, getConfig, setModuleImports, localHeapViewU8, INTERNAL } = await dotnet.create();
  loadUnpackers = () => Promise.all(getConfig().resources.lazyAssembly.map(({ virtualPath }) => INTERNAL.loadLazyAssembly(virtualPath)));
  heap = () => localHeapViewU8().length;
  setModuleImports('worker', { progress: text => postMessage({ progress: text }) });
  return (await getAssemblyExports('Btf.Explorer')).Btf.Explorer.WorkerEntry;
})();

async function answer(entry, data) {
  if (data.heap) {
    return { text: String(heap()) };
  }

  if (data.close !== undefined) {
    return { text: entry.Close(data.close) };
  }

  if (data.unpack) {
    await (unpackers ??= loadUnpackers());
    const text = entry.Unpack(data.bytes);
    const parts = [0, 1, 2, 3].map(index => entry.TakePart(index));
    return { text, parts };
  }

  return { text: data.open !== undefined ? entry.Open(data.open, data.baseSlot, data.isProgram, data.bytes) : entry.Run(data.job, data.args) };
}

onmessage = async ({ data }) => {
  try {
    const { text, parts } = await answer(await ready, data);
    postMessage({ id: data.id, text, parts });
  } catch (error) {
    postMessage({ id: data.id, error: error?.message ?? String(error) });
  }
};
