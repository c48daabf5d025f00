namespace Btf.Core.Extensions;

/// <summary>The type of the function that starts at an instruction (<c>struct bpf_func_info</c>).</summary>
/// <remarks>After the object is disposed, what reads the data answers <see cref="ObjectDisposedException"/>.</remarks>
public readonly struct BtfFunctionInfo : IBtfExtensionRecord<BtfFunctionInfo>
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

    /// <summary>Returns the name of the ELF section that the instruction is in.</summary>
    public BtfString SectionName => _owner.StringAt(_section);

    /// <summary>Returns the instruction's offset in bytes from the start of its ELF section. Not checked.</summary>
    public uint InstructionOffset => _owner.ReadWord(_place);

    /// <summary>Returns the id of the function's type. Not checked.</summary>
    public uint TypeId => _owner.ReadWord(_place + 4);

    /// <summary>Returns the function's type; that it is of kind <see cref="BtfKind.Func"/> is not checked.</summary>
    /// <exception cref="BtfFormatException">The id does not exist.</exception>
    public BtfType Type => _owner.TypeAt(_place + 4);

    static BtfFunctionInfo IBtfExtensionRecord<BtfFunctionInfo>.Create(BtfExtension owner, int place, uint sectionNameOffset) =>
        new(owner, place, sectionNameOffset);
}
