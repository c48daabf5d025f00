using System.Runtime.CompilerServices;

namespace Btf.Core;

/// <summary>The views of the kinds that tell where functions were inlined.</summary>
public readonly partial struct BtfType
{
    private bool IsLocationParameter => Kind == BtfKind.LocParam;

    private bool IsLocationPrototype => Kind == BtfKind.LocProto;

    private bool IsLocationSection => Kind == BtfKind.LocSec;

    /// <summary>Views the type as a parameter's location.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfLocationParameter AsLocationParameter()
    {
        if (!IsLocationParameter)
        {
            ThrowWrongKind(this, "a parameter's location");
        }

        return new BtfLocationParameter(this);
    }

    /// <summary>Views the type as a parameter's location, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsLocationParameter(out BtfLocationParameter view)
    {
        bool matches = IsLocationParameter;
        view = matches ? new BtfLocationParameter(this) : default;
        return matches;
    }

    /// <summary>Views the type as the locations of a function's parameters.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfLocationPrototype AsLocationPrototype()
    {
        if (!IsLocationPrototype)
        {
            ThrowWrongKind(this, "the locations of a function's parameters");
        }

        return new BtfLocationPrototype(this);
    }

    /// <summary>Views the type as the locations of a function's parameters, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsLocationPrototype(out BtfLocationPrototype view)
    {
        bool matches = IsLocationPrototype;
        view = matches ? new BtfLocationPrototype(this) : default;
        return matches;
    }

    /// <summary>Views the type as a section of inlined functions.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfLocationSection AsLocationSection()
    {
        if (!IsLocationSection)
        {
            ThrowWrongKind(this, "a section of inlined functions");
        }

        return new BtfLocationSection(this);
    }

    /// <summary>Views the type as a section of inlined functions, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsLocationSection(out BtfLocationSection view)
    {
        bool matches = IsLocationSection;
        view = matches ? new BtfLocationSection(this) : default;
        return matches;
    }
}
