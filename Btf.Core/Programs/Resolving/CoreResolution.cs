using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>What a CO-RE relocation comes to against a target. A value; nothing is on the heap.</summary>
/// <remarks>The views in it answer <see cref="ObjectDisposedException"/> after their objects are disposed.</remarks>
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

    /// <summary>Returns what is wrong; its code is <see cref="CoreErrorCode.None"/> where the record was resolved.</summary>
    public CoreError Error { get; }

    /// <summary>Returns the value by the program's own types, which the compiler put into the instruction.</summary>
    public ulong OldValue => _values.Old;

    /// <summary>Returns the value by the target's types; 0 where there is none.</summary>
    public ulong NewValue => _values.New;

    /// <summary>
    /// Returns whether the target has no value. Applying the record then makes the instruction an invalid one, so that the program loads only if it never
    /// gets there.
    /// </summary>
    public bool IsPoisoned => _values.IsPoisoned;

    /// <summary>Returns whether the instruction must hold <see cref="OldValue"/>. Not so for bit-fields and for type ids, which linking changes.</summary>
    public bool IsChecked => _values.IsChecked;

    /// <summary>Returns how many bytes a load or store of the field takes by the program's own types; 0 where that is not asked.</summary>
    public uint LocalMemorySize => _values.LocalMemory;

    /// <summary>Returns how many bytes a load or store of the field takes by the target's types; 0 where that is not asked, or there is none.</summary>
    public uint TargetMemorySize => _values.TargetMemory;

    /// <summary>
    /// Returns whether a load or store must not be made as wide as the target's field, because a signed value would be read wrongly. Applying the record to
    /// one poisons it.
    /// </summary>
    public bool IsResizeRefused => _values.IsResizeRefused;

    /// <summary>Returns the first type of the target that matched; the default value where <see cref="MatchCount"/> is 0.</summary>
    public BtfType Target { get; }

    /// <summary>Returns how many types were compared.</summary>
    public int CandidateCount { get; }

    /// <summary>Returns how many of them matched.</summary>
    public int MatchCount { get; }

    /// <summary>Writes the new value into the record's instruction, which is at <see cref="BtfCoreRelocation.InstructionOffset"/>.</summary>
    /// <param name="instructions">The bytes of the record's ELF section, in the program's byte order.</param>
    /// <param name="isPoisoned">Whether the instruction was made an invalid one.</param>
    /// <param name="error">What is wrong: <see cref="Error"/>, or why the instruction cannot hold the value.</param>
    /// <returns>Whether the value was written.</returns>
    /// <remarks>
    /// The rules are those of libbpf. Loads and stores take over the width of the target's field. After an error the instruction is as it was, but for the new
    /// offset where only the width does not fit (<see cref="CoreErrorCode.WidthMismatch"/>, <see cref="CoreErrorCode.NoSuchWidth"/>).
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
