namespace Btf.Core.Programs;

/// <summary>Two function prototypes during their comparison: first each pair of parameters, then the return types.</summary>
/// <param name="local">The program's.</param>
/// <param name="target">The candidate's.</param>
/// <param name="depth">How many more references may be followed to the return types.</param>
/// <param name="level">How many more prototypes may be nested inside.</param>
internal struct PrototypeFrame(BtfFunctionPrototype local, BtfFunctionPrototype target, int depth, int level)
{
    private int _next;

    /// <summary>How many more references may be followed to the return types.</summary>
    public readonly int Depth => depth;

    /// <summary>How many more prototypes may be nested inside.</summary>
    public readonly int Level => level;

    /// <summary>Whether the next pair is a pair of parameters.</summary>
    public readonly bool HasParameter => _next < local.Parameters.Count;

    /// <summary>Takes the types of the next pair of parameters; false if an id does not exist.</summary>
    public bool TryTakeParameter(out BtfType localType, out BtfType targetType)
    {
        int index = _next++;
        targetType = default;
        return local.AsType().Object.TryGetType(local.Parameters[index].TypeId, out localType)
            && target.AsType().Object.TryGetType(target.Parameters[index].TypeId, out targetType);
    }

    /// <summary>Takes the return types; false if an id does not exist.</summary>
    public readonly bool TryTakeReturn(out BtfType localType, out BtfType targetType)
    {
        targetType = default;
        return local.AsType().Object.TryGetType(local.AsType().SizeOrType, out localType) && target.AsType().Object.TryGetType(target.AsType().SizeOrType, out targetType);
    }
}
