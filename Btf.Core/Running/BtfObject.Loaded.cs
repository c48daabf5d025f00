using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;

namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    /// <summary>Copies a BTF object out of the kernel, and opens the copy.</summary>
    [SupportedOSPlatform("linux")]
    internal static bool TryOpen(
        BtfHandle handle, in LoadedBtf info, BtfObject? baseObject, BtfOpenOptions? options, [NotNullWhen(true)] out BtfObject? result, out BtfError error)
    {
        result = null;
        if (info.Size is 0 or > int.MaxValue)
        {
            error = SourceError.Unreadable($"The BTF object with id {info.Id} has {info.Size} bytes");
            return false;
        }

        BtfMemory memory = OwnMemory.Allocate((int)info.Size, out Span<byte> data);
        int errno = handle.Read(data, default, out _);
        if (errno == 0)
        {
            error = Index(memory, baseObject, options, out result);
        }
        else
        {
            memory.Close();
            error = BpfError.Of(errno, "BPF_OBJ_GET_INFO_BY_FD", "CAP_BPF");
        }

        GC.KeepAlive(memory);
        return result is not null;
    }
}
