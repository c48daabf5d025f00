using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Btf.Core;

/// <summary>A BTF object in the kernel, held by a file descriptor. The kernel drops an object when nothing holds it any more.</summary>
[SupportedOSPlatform("linux")]
public sealed class BtfHandle : SafeHandleMinusOneIsInvalid
{
    internal BtfHandle(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>What the kernel says of the object. No capability is needed.</summary>
    /// <exception cref="IOException">The kernel does not say.</exception>
    /// <exception cref="ObjectDisposedException">The handle is disposed.</exception>
    public LoadedBtf GetInfo()
    {
        int errno = Describe(out LoadedBtf info);
        if (errno != 0)
        {
            SourceError.Throw(BpfError.Of(errno, "BPF_OBJ_GET_INFO_BY_FD", "CAP_BPF"));
        }

        return info;
    }

    /// <summary>What the kernel says of the object, or the error number.</summary>
    internal int Describe(out LoadedBtf info)
    {
        // A module's name has at most 64 bytes.
        Span<byte> name = stackalloc byte[256];
        int errno = Read(default, name, out BpfSyscall.BtfInfo told);
        info = errno == 0 ? new LoadedBtf(told.Id, NameOf(name), told.Size, told.IsKernel != 0) : default;
        return errno;
    }

    /// <summary>Reads the object's data, as much as there is room for, and its name.</summary>
    internal int Read(Span<byte> data, Span<byte> name, out BpfSyscall.BtfInfo info)
    {
        bool held = false;
        try
        {
            DangerousAddRef(ref held);
            return BpfSyscall.GetInfo((int)handle, data, name, out info);
        }
        finally
        {
            if (held)
            {
                DangerousRelease();
            }
        }
    }

    private static string NameOf(ReadOnlySpan<byte> name) => Encoding.UTF8.GetString(name[..Math.Max(0, name.IndexOf((byte)0))]);

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => BpfSyscall.Close((int)handle) == 0;
}
