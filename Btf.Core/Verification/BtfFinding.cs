using System.Globalization;

namespace Btf.Core;

/// <summary>A rule of the kernel's loader that an object breaks, and the place.</summary>
public readonly struct BtfFinding
{
    internal BtfFinding(BtfFindingCode code, long byteOffset, uint typeId, BtfKind kind, int elementIndex, bool isFilledByLoader)
    {
        Code = code;
        ByteOffset = byteOffset;
        TypeId = typeId;
        Kind = kind;
        ElementIndex = elementIndex;
        IsFilledByLoader = isFilledByLoader;
    }

    /// <summary>The rule; <see cref="BtfFindingCode.None"/> for no finding.</summary>
    public BtfFindingCode Code { get; }

    /// <summary>The offset of the field that breaks the rule, in bytes from the start of the data.</summary>
    public long ByteOffset { get; }

    /// <summary>The id of the type that breaks the rule; 0 if the header or a section breaks it.</summary>
    public uint TypeId { get; }

    /// <summary>The kind of that type; <see cref="BtfKind.Void"/> if the header or a section breaks the rule.</summary>
    public BtfKind Kind { get; }

    /// <summary>The index of the member, value, parameter or entry that breaks the rule; -1 if none of these breaks it.</summary>
    public int ElementIndex { get; }

    /// <summary>
    /// Whether a loader such as libbpf fills in the field before the kernel sees the object. If so, the kernel does not refuse the object for it. Always false
    /// without <see cref="BtfVerifierOptions.IsBeforeLoading"/>.
    /// </summary>
    public bool IsFilledByLoader { get; }

    /// <summary>Whether there is no finding.</summary>
    public bool IsNone => Code == BtfFindingCode.None;

    /// <summary>
    /// The name of the field, such as <c>name</c>, <c>info</c>, <c>size</c>, <c>type</c> or <c>bit offset</c>: of the element, if the finding has one.
    /// </summary>
    public string Field => FindingText.Field(Code);

    /// <summary>The rule in words, without the place: a clause such as <c>a type of this kind must not have a name</c>.</summary>
    public string Rule => FindingText.Rule(Code);

    /// <summary>The positive Linux error number that the kernel's call returns; 0 for no finding. 524 is the kernel's internal "not supported".</summary>
    public int Errno => FindingText.Errno(Code);

    /// <summary>The rule in words, with the element, the byte offset and the type id; "nothing is wrong" for no finding.</summary>
    public string Message
    {
        get
        {
            if (IsNone)
            {
                return Rule;
            }

            string element = ElementIndex < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{ElementName} {ElementIndex}: ");
            string type = TypeId == 0 ? "" : $"[{TypeId}] ";
            string loader = IsFilledByLoader ? "; a loader fills this in" : "";
            return string.Create(CultureInfo.InvariantCulture, $"{type}{element}{Rule} (byte offset {ByteOffset}){loader}");
        }
    }

    private string ElementName => Kind switch
    {
        BtfKind.Struct or BtfKind.Union => "member",
        BtfKind.Enum or BtfKind.Enum64 => "value",
        BtfKind.DataSec or BtfKind.LocSec => "entry",
        _ => "parameter",
    };

    /// <summary>Returns <see cref="Message"/>.</summary>
    public override string ToString() => Message;
}
