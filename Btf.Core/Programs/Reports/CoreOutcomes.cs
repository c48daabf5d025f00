using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Sums up a relocation as a <see cref="CoreOutcome"/>.</summary>
internal static class CoreOutcomes
{
    /// <summary>Returns whether this keeps the program from being loaded or attached.</summary>
    public static bool IsBroken(this CoreOutcome outcome) => outcome >= CoreOutcome.Poisoned;

    /// <summary>Returns the outcome of a record that was applied to its instruction.</summary>
    /// <param name="resolution">The result of the resolver.</param>
    /// <param name="error">The error in the record or its instruction, if any.</param>
    /// <param name="isPoisoned">Whether the instruction was replaced by an invalid one.</param>
    /// <param name="isReachable">Whether the program can reach the instruction.</param>
    public static CoreOutcome Of(in CoreResolution resolution, in CoreError error, bool isPoisoned, bool isReachable)
    {
        if (!error.IsNone)
        {
            return error.Code is CoreErrorCode.AmbiguousOffset or CoreErrorCode.AmbiguousValue ? CoreOutcome.Ambiguous : CoreOutcome.Malformed;
        }

        if (isPoisoned)
        {
            return isReachable ? CoreOutcome.Poisoned : CoreOutcome.Absent;
        }

        BtfCoreRelocationKind kind = resolution.Relocation.Kind;
        bool isSize = kind is BtfCoreRelocationKind.FieldByteSize or BtfCoreRelocationKind.TypeSize;
        bool isChanged = resolution.OldValue != resolution.NewValue;
        return resolution.MatchCount == 0 && kind != BtfCoreRelocationKind.LocalTypeId ? CoreOutcome.Absent
            : resolution.LocalMemorySize != resolution.TargetMemorySize || (isSize && isChanged) ? CoreOutcome.Resized
            : isChanged ? CoreOutcome.Moved
            : CoreOutcome.Unchanged;
    }
}
