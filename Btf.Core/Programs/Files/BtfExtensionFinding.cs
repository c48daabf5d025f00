using System.Globalization;
using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>A rule that a BPF object's <c>.BTF.ext</c> breaks, and where. It stays valid after the object is disposed.</summary>
public sealed class BtfExtensionFinding
{
    private const int InvalidArgument = 22;
    private const int TooBig = 7;

    internal BtfExtensionFinding(BtfExtensionFindingCode code, string rule, long byteOffset)
    {
        Code = code;
        Rule = rule;
        ByteOffset = byteOffset;
    }

    /// <summary>Returns the rule.</summary>
    public BtfExtensionFindingCode Code { get; }

    /// <summary>Returns what is wrong and what would be right, without the place.</summary>
    public string Rule { get; }

    /// <summary>
    /// Returns the offset of the record, block or header in bytes from the start of <c>.BTF.ext</c>. For a missing record, it is the offset of the section's
    /// first record.
    /// </summary>
    public long ByteOffset { get; }

    /// <summary>Returns the name of the ELF section that the record is about; empty if it is about none.</summary>
    public string SectionName { get; internal init; } = "";

    /// <summary>Returns the instruction's offset in bytes from the start of that section; 0 if the record is about no section.</summary>
    public uint InstructionOffset { get; internal init; }

    /// <summary>Returns the positive Linux error number with which the kernel refuses the program.</summary>
    public int Errno => Code == BtfExtensionFindingCode.RecordTailNotZero ? TooBig : InvalidArgument;

    /// <summary>Returns what is wrong, with the section, the instruction and the byte offset.</summary>
    public string Message => SectionName.Length == 0
        ? string.Create(CultureInfo.InvariantCulture, $".BTF.ext: {Rule} (byte offset {ByteOffset})")
        : string.Create(CultureInfo.InvariantCulture, $".BTF.ext: {SectionName}, instruction at byte {InstructionOffset}: {Rule} (byte offset {ByteOffset})");

    /// <summary>Returns the same as <see cref="Message"/>.</summary>
    public override string ToString() => Message;
}
