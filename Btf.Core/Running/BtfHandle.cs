using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Btf.Core;

/// <summary>A file descriptor that holds a BTF object in the kernel. The kernel drops an object that nothing holds.</summary>
[SupportedOSPlatform("linux")]
public sealed class BtfHandle : SafeHandleMinusOneIsInvalid
{
    internal BtfHandle(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>Returns the kernel's description of the object. No capability is needed.</summary>
    /// <exception cref="IOException">The kernel does not describe the object.</exception>
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

    /// <summary>Gets the kernel's description of the object, and returns the error number.</summary>
    internal int Describe(out LoadedBtf info)
    {
        // A module's name has at most 64 bytes.
        Span<byte> name = stackalloc byte[256];
        int errno = Read(default, name, out BpfSyscall.BtfInfo told);
        info = errno == 0 ? new LoadedBtf(told.Id, NameOf(name), told.Size, told.IsKernel != 0) : default;
        return errno;
    }

    /// <summary>Reads the object's name, and as much of its data as there is room for.</summary>
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
