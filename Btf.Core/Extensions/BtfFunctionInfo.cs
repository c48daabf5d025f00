using System.Numerics;

namespace Btf.Core.Extensions;

/// <summary>The type of the function that starts at an instruction (<c>struct bpf_func_info</c>).</summary>
/// <remarks>After the object is disposed, members that read the data throw <see cref="ObjectDisposedException"/>.</remarks>
public readonly struct BtfFunctionInfo : IBtfExtensionRecord<BtfFunctionInfo>, IEquatable<BtfFunctionInfo>, IEqualityOperators<BtfFunctionInfo, BtfFunctionInfo, bool>
{
    private readonly BtfExtension _owner;
    private readonly int _place;
    private readonly uint _section;

    private BtfFunctionInfo(BtfExtension owner, int place, uint section)
    {
        _owner = owner;
        _place = place;
        _section = section;
    }

    static BtfExtensionPart IBtfExtensionRecord<BtfFunctionInfo>.Part => BtfExtensionPart.Functions;

    /// <summary>Returns the record's offset in bytes from the start of the data.</summary>
    public long ByteOffset => _place;

    /// <summary>Returns the name of the instruction's ELF section.</summary>
    public BtfString SectionName => _owner.StringAt(_section);

    /// <summary>Returns the instruction's offset in bytes from the start of its ELF section. Not checked.</summary>
    public uint InstructionOffset => _owner.ReadWord(_place);

    /// <summary>Returns the id of the function's type. Not checked.</summary>
    public uint TypeId => _owner.ReadWord(_place + 4);

    /// <summary>Returns the function's type. Its kind should be <see cref="BtfKind.Func"/>, but this is not checked.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType Type => _owner.TypeAt(_place + 4);

    /// <summary>Returns whether both are the same record of the same data.</summary>
    public static bool operator ==(BtfFunctionInfo left, BtfFunctionInfo right) => left.Equals(right);

    /// <summary>Returns whether they are not the same record of the same data.</summary>
    public static bool operator !=(BtfFunctionInfo left, BtfFunctionInfo right) => !left.Equals(right);

    /// <summary>Returns whether both are the same record of the same data. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfFunctionInfo other) => _place == other._place && ReferenceEquals(_owner, other._owner);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfFunctionInfo other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_owner, _place);

    static BtfFunctionInfo IBtfExtensionRecord<BtfFunctionInfo>.Create(BtfExtension owner, int place, uint sectionNameOffset) =>
        new(owner, place, sectionNameOffset);
}
