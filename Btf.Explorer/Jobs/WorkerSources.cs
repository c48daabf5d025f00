using Btf.Core;
using Btf.Core.Programs;

namespace Btf.Explorer.Jobs;

/// <summary>The sources that are open in the worker, each under a slot, and the jobs on them.</summary>
internal sealed class WorkerSources
{
    private readonly Dictionary<int, (BtfObject Object, BpfObjectFile? Program)> _open = [];
    private readonly JobRunner _runner;

    /// <param name="tell">Takes a text about the work in progress.</param>
    public WorkerSources(Action<string> tell) => _runner = new JobRunner(slot => _open[slot].Object, slot => _open[slot].Program, tell);

    /// <summary>Opens a source under a slot. An earlier one there is closed.</summary>
    public void Open(int slot, int baseSlot, bool isProgram, byte[] bytes)
    {
        Close(slot);
        if (isProgram)
        {
            var program = BpfObjectFile.FromMemory(bytes);
            _open[slot] = (program.Btf, program);
        }
        else
        {
            _open[slot] = (BtfObject.FromMemory(bytes, baseSlot == 0 ? null : _open[baseSlot].Object), null);
        }
    }

    /// <summary>Closes the source under a slot, if there is one.</summary>
    public void Close(int slot)
    {
        if (_open.Remove(slot, out (BtfObject Object, BpfObjectFile? Program) closed))
        {
            _runner.Forget(closed.Object);
            closed.Program?.Dispose();
            closed.Object.Dispose();
        }
    }

    /// <summary>Does a job; see <see cref="JobRunner.Run"/>.</summary>
    public string Run(string job, string arguments) => _runner.Run(job, arguments);
}
