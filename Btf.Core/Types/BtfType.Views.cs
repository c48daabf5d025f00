using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Btf.Core;

public readonly partial struct BtfType
{
    private bool IsInt => Kind == BtfKind.Int;

    private bool IsFloat => Kind == BtfKind.Float;

    private bool IsArray => Kind == BtfKind.Array;

    private bool IsComposite => Kind is BtfKind.Struct or BtfKind.Union;

    private bool IsEnum => Kind is BtfKind.Enum or BtfKind.Enum64;

    private bool IsForward => Kind == BtfKind.Fwd;

    private bool IsFunction => Kind == BtfKind.Func;

    private bool IsFunctionPrototype => Kind == BtfKind.FuncProto;

    private bool IsVariable => Kind == BtfKind.Var;

    private bool IsDataSection => Kind == BtfKind.DataSec;

    private bool IsDeclTag => Kind == BtfKind.DeclTag;

    private bool IsTypeTag => Kind == BtfKind.TypeTag;

    /// <summary>Views the type as an integer.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfInt AsInt()
    {
        if (!IsInt)
        {
            ThrowWrongKind(this, "an integer");
        }

        return new BtfInt(this);
    }

    /// <summary>Views the type as an integer, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsInt(out BtfInt view)
    {
        bool matches = IsInt;
        view = matches ? new BtfInt(this) : default;
        return matches;
    }

    /// <summary>Views the type as a floating-point number.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfFloat AsFloat()
    {
        if (!IsFloat)
        {
            ThrowWrongKind(this, "a floating-point number");
        }

        return new BtfFloat(this);
    }

    /// <summary>Views the type as a floating-point number, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsFloat(out BtfFloat view)
    {
        bool matches = IsFloat;
        view = matches ? new BtfFloat(this) : default;
        return matches;
    }

    /// <summary>Views the type as an array.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfArray AsArray()
    {
        if (!IsArray)
        {
            ThrowWrongKind(this, "an array");
        }

        return new BtfArray(this);
    }

    /// <summary>Views the type as an array, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsArray(out BtfArray view)
    {
        bool matches = IsArray;
        view = matches ? new BtfArray(this) : default;
        return matches;
    }

    /// <summary>Views the type as a structure or union.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfComposite AsComposite()
    {
        if (!IsComposite)
        {
            ThrowWrongKind(this, "a structure or union");
        }

        return new BtfComposite(this);
    }

    /// <summary>Views the type as a structure or union, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsComposite(out BtfComposite view)
    {
        bool matches = IsComposite;
        view = matches ? new BtfComposite(this) : default;
        return matches;
    }

    /// <summary>Views the type as an enumeration, of 32 or 64 bits.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfEnum AsEnum()
    {
        if (!IsEnum)
        {
            ThrowWrongKind(this, "an enumeration");
        }

        return new BtfEnum(this);
    }

    /// <summary>Views the type as an enumeration, of 32 or 64 bits, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsEnum(out BtfEnum view)
    {
        bool matches = IsEnum;
        view = matches ? new BtfEnum(this) : default;
        return matches;
    }

    /// <summary>Views the type as a forward declaration.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfForward AsForward()
    {
        if (!IsForward)
        {
            ThrowWrongKind(this, "a forward declaration");
        }

        return new BtfForward(this);
    }

    /// <summary>Views the type as a forward declaration, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsForward(out BtfForward view)
    {
        bool matches = IsForward;
        view = matches ? new BtfForward(this) : default;
        return matches;
    }

    /// <summary>Views the type as a function.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfFunction AsFunction()
    {
        if (!IsFunction)
        {
            ThrowWrongKind(this, "a function");
        }

        return new BtfFunction(this);
    }

    /// <summary>Views the type as a function, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsFunction(out BtfFunction view)
    {
        bool matches = IsFunction;
        view = matches ? new BtfFunction(this) : default;
        return matches;
    }

    /// <summary>Views the type as a function's prototype.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfFunctionPrototype AsFunctionPrototype()
    {
        if (!IsFunctionPrototype)
        {
            ThrowWrongKind(this, "a function prototype");
        }

        return new BtfFunctionPrototype(this);
    }

    /// <summary>Views the type as a function's prototype, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsFunctionPrototype(out BtfFunctionPrototype view)
    {
        bool matches = IsFunctionPrototype;
        view = matches ? new BtfFunctionPrototype(this) : default;
        return matches;
    }

    /// <summary>Views the type as a variable.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfVariable AsVariable()
    {
        if (!IsVariable)
        {
            ThrowWrongKind(this, "a variable");
        }

        return new BtfVariable(this);
    }

    /// <summary>Views the type as a variable, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsVariable(out BtfVariable view)
    {
        bool matches = IsVariable;
        view = matches ? new BtfVariable(this) : default;
        return matches;
    }

    /// <summary>Views the type as a data section.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfDataSection AsDataSection()
    {
        if (!IsDataSection)
        {
            ThrowWrongKind(this, "a data section");
        }

        return new BtfDataSection(this);
    }

    /// <summary>Views the type as a data section, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsDataSection(out BtfDataSection view)
    {
        bool matches = IsDataSection;
        view = matches ? new BtfDataSection(this) : default;
        return matches;
    }

    /// <summary>Views the type as a tag on a declaration.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfDeclTag AsDeclTag()
    {
        if (!IsDeclTag)
        {
            ThrowWrongKind(this, "a declaration tag");
        }

        return new BtfDeclTag(this);
    }

    /// <summary>Views the type as a tag on a declaration, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsDeclTag(out BtfDeclTag view)
    {
        bool matches = IsDeclTag;
        view = matches ? new BtfDeclTag(this) : default;
        return matches;
    }

    /// <summary>Views the type as a tag on a type.</summary>
    /// <exception cref="InvalidOperationException">The type is of another kind.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BtfTypeTag AsTypeTag()
    {
        if (!IsTypeTag)
        {
            ThrowWrongKind(this, "a type tag");
        }

        return new BtfTypeTag(this);
    }

    /// <summary>Views the type as a tag on a type, if it is one.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAsTypeTag(out BtfTypeTag view)
    {
        bool matches = IsTypeTag;
        view = matches ? new BtfTypeTag(this) : default;
        return matches;
    }

    // Static, like all methods of this struct that throw: a call on the struct itself would move it from registers to memory.
    [DoesNotReturn]
    private static void ThrowWrongKind(BtfType type, string expected)
    {
        // Another thread may have closed the object before the kind was read.
        type._object.ThrowIfDisposed();
        throw new InvalidOperationException($"Type [{type._id}] is {KindText(type.Kind)}, not {expected}.");
    }

    internal static string KindText(BtfKind kind) => kind switch
    {
        BtfKind.Void => "void",
        _ when kind.IsKnown() => $"of kind {kind}",
        _ => $"of the unknown kind {(int)kind}",
    };
}
