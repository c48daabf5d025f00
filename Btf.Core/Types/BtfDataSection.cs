namespace Btf.Core;

/// <summary>A data section such as <c>.data</c> or <c>.maps</c> (<c>BTF_KIND_DATASEC</c>).</summary>
/// <remarks>
/// See "BTF_KIND_DATASEC" in <c>Documentation/bpf/btf.rst</c>. After its object is disposed, what reads the data answers
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public readonly struct BtfDataSection
{
    internal BtfDataSection(BtfType type) => Type = type;

    /// <summary>The type itself.</summary>
    public BtfType Type { get; }

    /// <summary>The section's name.</summary>
    public BtfString Name => Type.Name;

    /// <summary>The section's size in bytes; 0 in an object file that was not linked.</summary>
    public uint Size => Type.SizeOrType;

    /// <summary>What lies in the section.</summary>
    public BtfElementList<BtfDataSectionEntry> Entries => new(Type);

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => Type.ToString();
}
