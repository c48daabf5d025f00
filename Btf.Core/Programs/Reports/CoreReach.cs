using System.Collections;

namespace Btf.Core.Programs;

/// <summary>Which instructions of a file its programs can reach. Finds them at the first question.</summary>
/// <param name="file">The file. It may be disposed.</param>
/// <param name="image">A copy of the file's bytes, with its relocations applied.</param>
internal sealed class CoreReach(BpfObjectFile file, byte[] image)
{
    private readonly Lazy<(BpfCode Code, BitArray Reached)> _found = new(() =>
    {
        var code = new BpfCode(file, image);
        return (code, Reachability.Find(file, code));
    });

    /// <summary>Returns whether a program can reach an instruction. An instruction that the file does not have counts as reached.</summary>
    public bool IsReached(string section, uint offset) => !_found.Value.Code.TryFind(section, offset, out int index) || _found.Value.Reached[index];
}
