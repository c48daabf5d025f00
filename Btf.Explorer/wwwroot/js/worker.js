// The worker: the same assemblies in a runtime of their own, which answers one request after the other.
import { dotnet } from '../_framework/dotnet.js';

let heap = () => 0;
const ready = (async () => {
  const { getAssemblyExports, setModuleImports, localHeapViewU8 } = await dotnet.create();
  heap = () => localHeapViewU8().length;
  setModuleImports('worker', { progress: text => postMessage({ progress: text }) });
  return (await getAssemblyExports('Btf.Explorer')).Btf.Explorer.WorkerEntry;
})();

function answer(entry, data) {
  if (data.heap) {
    return { text: String(heap()) };
  }

  if (data.unpack) {
    const text = entry.Unpack(data.bytes);
    const parts = [0, 1, 2, 3].map(index => entry.TakePart(index));
    return { text, parts };
  }

  return { text: data.open !== undefined ? entry.Open(data.open, data.baseSlot, data.isProgram, data.bytes) : entry.Run(data.job, data.args) };
}

onmessage = async ({ data }) => {
  try {
    const { text, parts } = answer(await ready, data);
    postMessage({ id: data.id, text, parts });
  } catch (error) {
    postMessage({ id: data.id, error: error?.message ?? String(error) });
  }
};
