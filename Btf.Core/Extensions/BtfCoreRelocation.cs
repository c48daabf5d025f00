using System.Numerics;

namespace Btf.Core.Extensions;

/// <summary>A CO-RE relocation: a value in an instruction that depends on the kernel's types (<c>struct bpf_core_relo</c>).</summary>
/// <remarks>After the object is disposed, members that read the data throw <see cref="ObjectDisposedException"/>.</remarks>
public readonly struct BtfCoreRelocation : IBtfExtensionRecord<BtfCoreRelocation>, IEquatable<BtfCoreRelocation>, IEqualityOperators<BtfCoreRelocation, BtfCoreRelocation, bool>
{
    private readonly BtfExtension _owner;
    private readonly int _place;
    private readonly uint _section;

    private BtfCoreRelocation(BtfExtension owner, int place, uint section)
    {
        _owner = owner;
        _place = place;
        _section = section;
    }

    static BtfExtensionPart IBtfExtensionRecord<BtfCoreRelocation>.Part => BtfExtensionPart.CoreRelocations;

    /// <summary>Returns the record's offset in bytes from the start of the data.</summary>
    public long ByteOffset => _place;

    /// <summary>Returns the name of the instruction's ELF section.</summary>
    public BtfString SectionName => _owner.StringAt(_section);

    /// <summary>Returns the instruction's offset in bytes from the start of its ELF section. Not checked.</summary>
    public uint InstructionOffset => _owner.ReadWord(_place);

    /// <summary>Returns the id of the relocation's root type in the program's own BTF. Not checked.</summary>
    public uint TypeId => _owner.ReadWord(_place + 4);

    /// <summary>Returns the relocation's root type.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType Type => _owner.TypeAt(_place + 4);

    /// <summary>
    /// Returns the path from the root type to the field or enumerator, such as <c>0:1:2</c>: indexes of elements, members or enumerators. Not checked.
    /// </summary>
    public BtfString AccessPath => _owner.StringAt(_owner.ReadWord(_place + 8));

    /// <summary>Returns what the relocation asks for. Newer kernels may know kinds that have no name here.</summary>
    public BtfCoreRelocationKind Kind => (BtfCoreRelocationKind)_owner.ReadWord(_place + 12);

    /// <summary>The object that has the record.</summary>
    internal BtfExtension Owner => _owner;

    /// <summary>Whether the program's byte order is big-endian.</summary>
    internal bool IsBigEndian => _owner.Btf.ByteOrder == BtfByteOrder.BigEndian;

    /// <summary>
    /// Returns the text that llvm-objdump prints: <c>&lt;byte_off&gt; [5] struct task_struct::pid (0:1)</c>. Shows bad data instead of throwing.
    /// </summary>
    public override string ToString() => _owner is null ? "" : ViewText.Of(this, "relocation", static relocation => CoreRelocationText.Format(relocation, relocation._owner.Btf));

    /// <summary>Returns whether both are the same record of the same data.</summary>
    public static bool operator ==(BtfCoreRelocation left, BtfCoreRelocation right) => left.Equals(right);

    /// <summary>Returns whether they are not the same record of the same data.</summary>
    public static bool operator !=(BtfCoreRelocation left, BtfCoreRelocation right) => !left.Equals(right);

    /// <summary>Returns whether both are the same record of the same data. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfCoreRelocation other) => _place == other._place && ReferenceEquals(_owner, other._owner);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfCoreRelocation other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_owner, _place);

    static BtfCoreRelocation IBtfExtensionRecord<BtfCoreRelocation>.Create(BtfExtension owner, int place, uint sectionNameOffset) =>
        new(owner, place, sectionNameOffset);
}
