using System.Numerics;

namespace Btf.Core.Extensions;

/// <summary>The source line that an instruction was compiled from (<c>struct bpf_line_info</c>).</summary>
/// <remarks>After the object is disposed, members that read the data throw <see cref="ObjectDisposedException"/>.</remarks>
public readonly struct BtfLineInfo : IBtfExtensionRecord<BtfLineInfo>, IEquatable<BtfLineInfo>, IEqualityOperators<BtfLineInfo, BtfLineInfo, bool>
{
    private const int ColumnBits = 10;
    private readonly BtfExtension _owner;
    private readonly int _place;
    private readonly uint _section;

    private BtfLineInfo(BtfExtension owner, int place, uint section)
    {
        _owner = owner;
        _place = place;
        _section = section;
    }

    static BtfExtensionPart IBtfExtensionRecord<BtfLineInfo>.Part => BtfExtensionPart.Lines;

    /// <summary>Returns the record's offset in bytes from the start of the data.</summary>
    public long ByteOffset => _place;

    /// <summary>Returns the name of the instruction's ELF section.</summary>
    public BtfString SectionName => _owner.StringAt(_section);

    /// <summary>Returns the offset in bytes of the line's first instruction from the start of the ELF section. Not checked.</summary>
    public uint InstructionOffset => _owner.ReadWord(_place);

    /// <summary>Returns the source file's name.</summary>
    public BtfString FileName => _owner.StringAt(_owner.ReadWord(_place + 4));

    /// <summary>Returns the line's text; empty if the compiler wrote none.</summary>
    public BtfString Text => _owner.StringAt(_owner.ReadWord(_place + 8));

    /// <summary>Returns the line's number, from 1; 0 if the instruction belongs to no line.</summary>
    public uint Line => _owner.ReadWord(_place + 12) >> ColumnBits;

    /// <summary>Returns the column, from 1; 0 if it is not known. The format has 10 bits for it.</summary>
    public uint Column => _owner.ReadWord(_place + 12) & ((1u << ColumnBits) - 1);

    /// <summary>Returns whether both are the same record of the same data.</summary>
    public static bool operator ==(BtfLineInfo left, BtfLineInfo right) => left.Equals(right);

    /// <summary>Returns whether they are not the same record of the same data.</summary>
    public static bool operator !=(BtfLineInfo left, BtfLineInfo right) => !left.Equals(right);

    /// <summary>Returns whether both are the same record of the same data. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfLineInfo other) => _place == other._place && ReferenceEquals(_owner, other._owner);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfLineInfo other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_owner, _place);

    static BtfLineInfo IBtfExtensionRecord<BtfLineInfo>.Create(BtfExtension owner, int place, uint sectionNameOffset) => new(owner, place, sectionNameOffset);
}
