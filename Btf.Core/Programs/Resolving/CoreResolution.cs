using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>The result of resolving a CO-RE relocation against a target. It is a value and allocates nothing.</summary>
/// <remarks>The views in it throw <see cref="ObjectDisposedException"/> after their objects are disposed.</remarks>
public readonly struct CoreResolution
{
    private readonly CoreValues _values;

    internal CoreResolution(BtfCoreRelocation relocation, in CoreError error)
    {
        Relocation = relocation;
        Error = error.Of(relocation);
    }

    internal CoreResolution(BtfCoreRelocation relocation, in CoreValues values, BtfType target, int candidates, int matches)
    {
        Relocation = relocation;
        _values = values;
        Target = target;
        CandidateCount = candidates;
        MatchCount = matches;
    }

    /// <summary>Returns the record.</summary>
    public BtfCoreRelocation Relocation { get; }

    /// <summary>Returns the error; its code is <see cref="CoreErrorCode.None"/> if the record was resolved.</summary>
    public CoreError Error { get; }

    /// <summary>Returns the value by the program's own types: the one that the compiler put into the instruction.</summary>
    public ulong OldValue => _values.Old;

    /// <summary>Returns the value by the target's types; 0 if there is none.</summary>
    public ulong NewValue => _values.New;

    /// <summary>
    /// Returns whether the target has no value. Applying the record then replaces the instruction by an invalid one, so the program loads only if it never
    /// reaches it.
    /// </summary>
    public bool IsPoisoned => _values.IsPoisoned;

    /// <summary>Returns whether the instruction must hold <see cref="OldValue"/>. Not for bit-fields, and not for type ids, which linking changes.</summary>
    public bool IsChecked => _values.IsChecked;

    /// <summary>Returns how many bytes a load or store of the field takes by the program's own types; 0 if the relocation is no load or store.</summary>
    public uint LocalMemorySize => _values.LocalMemory;

    /// <summary>Returns how many bytes it takes by the target's types; 0 if the relocation is no load or store, or the target has no such field.</summary>
    public uint TargetMemorySize => _values.TargetMemory;

    /// <summary>
    /// Returns whether a load or store must not take the width of the target's field, because it would read a signed value wrongly. Applying the record to
    /// such an instruction poisons it.
    /// </summary>
    public bool IsResizeRefused => _values.IsResizeRefused;

    /// <summary>Returns the first type of the target that matched; the default value if <see cref="MatchCount"/> is 0.</summary>
    public BtfType Target { get; }

    /// <summary>Returns how many types were compared.</summary>
    public int CandidateCount { get; }

    /// <summary>Returns how many of them matched.</summary>
    public int MatchCount { get; }

    /// <summary>Writes the new value into the record's instruction, which is at <see cref="BtfCoreRelocation.InstructionOffset"/>.</summary>
    /// <param name="instructions">The bytes of the record's ELF section, in the program's byte order.</param>
    /// <param name="isPoisoned">Whether the instruction was replaced by an invalid one.</param>
    /// <param name="error">The error: <see cref="Error"/>, or why the instruction cannot hold the value.</param>
    /// <returns>Whether the value was written.</returns>
    /// <remarks>
    /// The rules are those of libbpf. Loads and stores get the width of the target's field. An error leaves the instruction unchanged, except that it has the
    /// new offset if only the width does not fit (<see cref="CoreErrorCode.WidthMismatch"/>, <see cref="CoreErrorCode.NoSuchWidth"/>).
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The program's <see cref="BtfExtension"/> is disposed.</exception>
    public bool TryApply(Span<byte> instructions, out bool isPoisoned, out CoreError error)
    {
        isPoisoned = false;
        error = Error.IsNone
            ? InstructionPatch.Apply(instructions, Relocation.InstructionOffset, Relocation.IsBigEndian, _values, out isPoisoned).Of(Relocation)
            : Error;
        return error.IsNone;
    }
}
