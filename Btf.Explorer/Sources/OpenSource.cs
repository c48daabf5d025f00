using Btf.Core;
using Btf.Core.Programs;

namespace Btf.Explorer.Sources;

/// <summary>A file that is open: a kernel, a module over one, or a BPF object.</summary>
public sealed class OpenSource(int slot, string name, SourceRole role, BtfObject btf, byte[] bytes, OpenSource? over, BpfObjectFile? program)
{
    /// <summary>The number under which the worker knows the source.</summary>
    public int Slot { get; } = slot;

    public string Name { get; } = name;

    public SourceRole Role { get; } = role;

    public BtfObject Object { get; } = btf;

    /// <summary>The bytes that the object was opened from: BTF, or all of a BPF object.</summary>
    public byte[] Bytes { get; } = bytes;

    /// <summary>The kernel that a module stands on.</summary>
    public OpenSource? Over { get; } = over;

    /// <summary>The BPF object, if the source is one.</summary>
    public BpfObjectFile? Program { get; } = program;

    /// <summary>Whether work on the source is short enough to be done at once, on the page.</summary>
    public bool IsSmall { get; } = btf.AllTypes.Count <= 4096;

    /// <summary>Whether the user closed the source.</summary>
    /// <remarks>A view or a search may still read it until it learns that, so nothing is disposed. The collector frees it when nobody holds it any more.</remarks>
    public bool IsClosed { get; private set; }

    public void Close() => IsClosed = true;
}
