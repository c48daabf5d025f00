using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Compares a record with one candidate at a time, and computes its value. It reuses its memory, so no record allocates.</summary>
internal sealed class CoreEngine
{
    // libbpf follows nested prototypes and members 32 levels deep, the kernel 2.
    private const int Levels = 32;
    private const int KernelLevels = 2;

    private readonly bool _poisonsTypes;
    private readonly FieldMatcher _fields;
    private readonly TypeCompatibility _compatibility;
    private readonly TypeMatcher _matcher;
    private BtfCoreRelocationKind _kind;
    private bool _isBigEndian;

    public CoreEngine(CoreRules rules)
    {
        int levels = rules == CoreRules.Kernel ? KernelLevels : Levels;
        _poisonsTypes = rules == CoreRules.Cilium;
        _fields = new FieldMatcher(Budget);
        _compatibility = new TypeCompatibility(Budget, levels);
        _matcher = new TypeMatcher(Budget, levels);
    }

    /// <summary>The bound on the work of all records of a program.</summary>
    public WorkBudget Budget { get; } = new();

    /// <summary>The current record's access in the program's own types.</summary>
    public CoreSpec Local { get; } = new();

    /// <summary>The access in the candidate that was compared last.</summary>
    public CoreSpec Candidate { get; } = new();

    /// <summary>Reads a record.</summary>
    /// <returns>The error, if any.</returns>
    public CoreError Begin(BtfCoreRelocation relocation, BtfType root)
    {
        _kind = relocation.Kind;
        _isBigEndian = root.Object.ByteOrder == BtfByteOrder.BigEndian;
        return LocalAccess.Parse(relocation, root, Local);
    }

    /// <summary>Compares the record with a candidate whose name and kind fit.</summary>
    public CoreMatch Match(BtfType candidate)
    {
        if (!Budget.TrySpend())
        {
            return CoreMatch.Failed;
        }

        if (CoreKinds.IsField(_kind))
        {
            return _fields.Match(Local, candidate, Candidate);
        }

        Candidate.Start(candidate);
        return CoreKinds.IsEnumerator(_kind) ? MatchEnumerator(candidate)
            : _kind == BtfCoreRelocationKind.TypeMatches ? _matcher.Match(Local.Root, candidate)
            : _compatibility.Compare(Local.Root, candidate);
    }

    /// <summary>Computes the value of the record.</summary>
    /// <param name="hasTarget">Whether <see cref="Candidate"/> matched. If not, no candidate did.</param>
    /// <param name="values">The old and the new value.</param>
    /// <returns>The error, if any.</returns>
    public CoreError Compute(bool hasTarget, out CoreValues values)
    {
        values = new CoreValues { IsChecked = true };
        return CoreKinds.IsField(_kind) ? ComputeField(hasTarget, ref values)
            : CoreKinds.IsEnumerator(_kind) ? ComputeEnumerator(hasTarget, ref values)
            : ComputeType(hasTarget, ref values);
    }

    private static ulong EnumeratorOf(CoreSpec spec)
    {
        CoreAccessor accessor = spec.Last;
        ulong value = accessor.Type.AsEnum().Values[accessor.Index].UnsignedValue;

        // A 32-bit value is sign-extended, even if the enumeration is unsigned.
        return accessor.Type.Kind == BtfKind.Enum ? unchecked((ulong)(int)value) : value;
    }

    private CoreMatch MatchEnumerator(BtfType candidate)
    {
        if (!candidate.TryGetUnderlying(out BtfType type) || !type.TryAsEnum(out BtfEnum target))
        {
            return CoreMatch.No;
        }

        CoreAccessor accessor = Local.Last;
        uint name = accessor.Type.AsEnum().Values[accessor.Index].NameOffset;
        CoreMatch match = EnumeratorSearch.Find(accessor.Type.Object, name, target, Budget, out int index);
        if (match == CoreMatch.Yes)
        {
            Candidate.Add(new CoreAccessor(type, index, IsNamed: true));
            _ = Candidate.TryPushRaw(index);
        }

        return match;
    }

    private CoreError ComputeField(bool hasTarget, ref CoreValues values)
    {
        if (_kind == BtfCoreRelocationKind.FieldExists)
        {
            values.Old = 1;
            values.New = hasTarget ? 1u : 0;
            return default;
        }

        FieldValue local = default;
        CoreError error = local.Compute(_kind, Local, LocalAccess.PointerSize, _isBigEndian);
        values.Old = local.Value;
        values.IsChecked = local.IsChecked;
        values.LocalMemory = local.MemorySize;
        if (!error.IsNone || !hasTarget)
        {
            values.IsPoisoned = error.IsNone;
            return error;
        }

        FieldValue target = default;
        error = target.Compute(_kind, Candidate, 0, _isBigEndian);
        values.New = target.Value;
        values.TargetMemory = target.MemorySize;
        values.IsResizeRefused = error.IsNone && local.MemorySize != target.MemorySize && !CanResize(local, target);
        return error;
    }

    /// <summary>Returns whether a load may change its width and still read the same value: pointers and unsigned integers may.</summary>
    private static bool CanResize(in FieldValue local, in FieldValue target)
    {
        // A relocation without a size has no load to resize, and no type.
        if (local.MemorySize == 0 || target.MemorySize == 0)
        {
            return false;
        }

        return (local.MemoryType.Kind == BtfKind.Ptr && target.MemoryType.Kind == BtfKind.Ptr)
            || (IsUnsigned(local.MemoryType) && IsUnsigned(target.MemoryType));
    }

    private static bool IsUnsigned(BtfType type) => type.TryAsInt(out BtfInt integer) && integer.Encoding != BtfIntEncoding.Signed;

    private CoreError ComputeEnumerator(bool hasTarget, ref CoreValues values)
    {
        bool asksExistence = _kind == BtfCoreRelocationKind.EnumValueExists;
        values.Old = asksExistence ? 1 : EnumeratorOf(Local);
        values.IsPoisoned = !asksExistence && !hasTarget;
        values.New = !hasTarget ? 0 : asksExistence ? 1 : EnumeratorOf(Candidate);
        return default;
    }

    private CoreError ComputeType(bool hasTarget, ref CoreValues values)
    {
        values.IsChecked = _kind is not (BtfCoreRelocationKind.TargetTypeId or BtfCoreRelocationKind.LocalTypeId);
        CoreError error = TypeValue(Local.Root, LocalAccess.PointerSize, out values.Old);
        if (error.IsNone && hasTarget)
        {
            error = TypeValue(Candidate.Root, 0, out values.New);
        }

        values.IsPoisoned = !hasTarget && _poisonsTypes && !CoreKinds.AsksExistence(_kind);
        return error;
    }

    private CoreError TypeValue(BtfType root, uint pointerSize, out ulong value)
    {
        value = 1;
        if (_kind is BtfCoreRelocationKind.TargetTypeId or BtfCoreRelocationKind.LocalTypeId)
        {
            value = root.Id;
        }
        else if (_kind == BtfCoreRelocationKind.TypeSize)
        {
            if (TypeSize.Resolve(root, pointerSize, out uint size) != TypeSizeStatus.Done)
            {
                return new CoreError(CoreErrorCode.NoSize, TypeSize.EndOf(root).Id);
            }

            value = size;
        }

        return default;
    }
}
