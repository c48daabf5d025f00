using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>An error in a relocation, and its place.</summary>
public readonly struct CoreError
{
    private const int NoEntry = 22;
    private const int OutOfRange = 34;
    private const int TooBig = 7;
    private readonly BtfCoreRelocation _relocation;
    private readonly bool _hasRelocation;
    private readonly ulong _found;
    private readonly ulong _expected;

    internal CoreError(CoreErrorCode code, ulong found = 0, ulong expected = 0)
    {
        Code = code;
        _found = found;
        _expected = expected;
    }

    internal CoreError(CoreAccessFault fault, ulong number = 0)
        : this(CoreErrorCode.BadAccess, number, (ulong)fault)
    {
    }

    private CoreError(in CoreError error, BtfCoreRelocation relocation)
    {
        this = error;
        _relocation = relocation;
        _hasRelocation = true;
    }

    /// <summary>Returns the kind of error; <see cref="CoreErrorCode.None"/> when there is none.</summary>
    public CoreErrorCode Code { get; }

    /// <summary>Returns the positive Linux error number with which libbpf refuses the object; 0 if there is no error.</summary>
    public int Errno => Code switch
    {
        CoreErrorCode.None => 0,
        CoreErrorCode.BitfieldTooWide => TooBig,
        CoreErrorCode.OffsetTooLarge => OutOfRange,
        _ => NoEntry,
    };

    /// <summary>Returns one sentence that names the error, the section, the instruction and the record.</summary>
    /// <exception cref="ObjectDisposedException">The program's <see cref="BtfExtension"/> is disposed.</exception>
    public string Message => _hasRelocation
        ? $"{What} (section {SectionName}, instruction at byte {_relocation.InstructionOffset}, record at byte {_relocation.ByteOffset} of .BTF.ext)."
        : $"{What}.";

    internal bool IsNone => Code == CoreErrorCode.None;

    /// <summary>Returns the sentence without its place and its full stop.</summary>
    internal string What => Code switch
    {
        CoreErrorCode.None => "No error",
        CoreErrorCode.NoSuchType => $"Type id {_found} does not exist in the program's BTF; the last one is {_expected}",
        CoreErrorCode.AnonymousType => $"Type [{_found}] has no name to look for in the target",
        CoreErrorCode.BadAccess => AccessFault(_expected, _found),
        CoreErrorCode.UnknownKind => $"Relocation kind {_found} is not known; the last one is {(uint)BtfCoreRelocationKind.TypeMatches}",
        CoreErrorCode.BadCandidate => $"Candidate [{_found}] cannot be compared: an id in it does not exist, or its types are nested too deeply",
        CoreErrorCode.AmbiguousOffset => $"The candidates disagree: the field is at bit {_expected} of one and at bit {_found} of another",
        CoreErrorCode.AmbiguousValue => $"The candidates disagree: one gives {_expected}, another {_found}",
        CoreErrorCode.BitfieldTooWide => "The bit-field crosses a border of 8 bytes, so no single load reads it",
        CoreErrorCode.ArrayElement => "Only the offset, the size and the existence of an array's element can be asked for",
        CoreErrorCode.NoSize => $"Type [{_found}] has no size",
        CoreErrorCode.TooMuchWork => "The types are so many or so nested that only crafted data has them",
        CoreErrorCode.InstructionOutOfRange => $"There is no instruction at byte {_found}; the section has {_expected} bytes, and an instruction takes 8",
        CoreErrorCode.UnexpectedValue => $"The instruction holds {unchecked((long)_found)}; by the program's own types it must hold {_expected}",
        CoreErrorCode.OffsetTooLarge => $"Offset {_found} does not fit into a load or store; {_expected} is the largest",
        CoreErrorCode.WidthMismatch => $"The load or store takes {_found} bytes; the field has {_expected} in the program's own types",
        CoreErrorCode.NoSuchWidth => $"The field has {_found} bytes in the target; a load or store takes 1, 2, 4 or 8",
        CoreErrorCode.BadInstruction => $"The instruction with code 0x{_found:x2} cannot hold a relocated value",
        _ => Code.ToString(),
    };

    private static string AccessFault(ulong fault, ulong number) => (CoreAccessFault)fault switch
    {
        CoreAccessFault.Missing => $"The access string is at {number}, past the end of the program's strings",
        CoreAccessFault.NotZero => "The access string must be 0, because the relocation asks about a whole type",
        CoreAccessFault.NotNumbers => $"The access string must be numbers with ':' between them; number {number}, counted from 0, is not one",
        CoreAccessFault.TooLong => $"The access string is too long: it may have {CoreSpec.MaxLength} numbers",
        CoreAccessFault.NotOneNumber => "The access string must be one number, because the relocation asks about an enumerator",
        _ => $"The access string does not fit the type at number {number}, counted from 0",
    };

    private string SectionName => ProgramTexts.Read(_relocation.Owner.Btf, _relocation.SectionName.Offset, BpfElfReader.LongestName, "") is { Length: > 0 } name ? $"'{name}'" : "without a name";

    /// <summary>Returns the same as <see cref="Message"/>; only the code if the program's <see cref="BtfExtension"/> is disposed.</summary>
    public override string ToString() => ViewText.Of(this, Code.ToString(), static error => error.Message);

    /// <summary>Returns the error together with the record that has it.</summary>
    internal CoreError Of(BtfCoreRelocation relocation) => IsNone ? this : new CoreError(this, relocation);
}
