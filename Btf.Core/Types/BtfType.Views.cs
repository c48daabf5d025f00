using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

public readonly partial struct BtfType
{
    /// <summary>The view of an integer.</summary>
    /// <exception cref="InvalidOperationException">The type is none.</exception>
    public BtfInt AsInt() => TryAsInt(out BtfInt view) ? view : ThrowWrongKind<BtfInt>("an integer");

    /// <summary>The view of an integer.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    public bool TryAsInt(out BtfInt view) => Give(Kind == BtfKind.Int, new BtfInt(this), out view);

    /// <summary>The view of a floating-point number.</summary>
    /// <exception cref="InvalidOperationException">The type is none.</exception>
    public BtfFloat AsFloat() => TryAsFloat(out BtfFloat view) ? view : ThrowWrongKind<BtfFloat>("a floating-point number");

    /// <summary>The view of a floating-point number.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    public bool TryAsFloat(out BtfFloat view) => Give(Kind == BtfKind.Float, new BtfFloat(this), out view);

    /// <summary>The view of an array.</summary>
    /// <exception cref="InvalidOperationException">The type is none.</exception>
    public BtfArray AsArray() => TryAsArray(out BtfArray view) ? view : ThrowWrongKind<BtfArray>("an array");

    /// <summary>The view of an array.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    public bool TryAsArray(out BtfArray view) => Give(Kind == BtfKind.Array, new BtfArray(this), out view);

    /// <summary>The view of a structure or union.</summary>
    /// <exception cref="InvalidOperationException">The type is none.</exception>
    public BtfComposite AsComposite() => TryAsComposite(out BtfComposite view) ? view : ThrowWrongKind<BtfComposite>("a structure or union");

    /// <summary>The view of a structure or union.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    public bool TryAsComposite(out BtfComposite view) => Give(Kind is BtfKind.Struct or BtfKind.Union, new BtfComposite(this), out view);

    /// <summary>The view of an enumeration, of 32 or 64 bits.</summary>
    /// <exception cref="InvalidOperationException">The type is none.</exception>
    public BtfEnum AsEnum() => TryAsEnum(out BtfEnum view) ? view : ThrowWrongKind<BtfEnum>("an enumeration");

    /// <summary>The view of an enumeration, of 32 or 64 bits.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    public bool TryAsEnum(out BtfEnum view) => Give(Kind is BtfKind.Enum or BtfKind.Enum64, new BtfEnum(this), out view);

    /// <summary>The view of a forward declaration.</summary>
    /// <exception cref="InvalidOperationException">The type is none.</exception>
    public BtfForward AsForward() => TryAsForward(out BtfForward view) ? view : ThrowWrongKind<BtfForward>("a forward declaration");

    /// <summary>The view of a forward declaration.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    public bool TryAsForward(out BtfForward view) => Give(Kind == BtfKind.Fwd, new BtfForward(this), out view);

    /// <summary>The view of a function.</summary>
    /// <exception cref="InvalidOperationException">The type is none.</exception>
    public BtfFunction AsFunction() => TryAsFunction(out BtfFunction view) ? view : ThrowWrongKind<BtfFunction>("a function");

    /// <summary>The view of a function.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    public bool TryAsFunction(out BtfFunction view) => Give(Kind == BtfKind.Func, new BtfFunction(this), out view);

    /// <summary>The view of a function's prototype.</summary>
    /// <exception cref="InvalidOperationException">The type is none.</exception>
    public BtfFunctionPrototype AsFunctionPrototype() =>
        TryAsFunctionPrototype(out BtfFunctionPrototype view) ? view : ThrowWrongKind<BtfFunctionPrototype>("a function prototype");

    /// <summary>The view of a function's prototype.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    public bool TryAsFunctionPrototype(out BtfFunctionPrototype view) => Give(Kind == BtfKind.FuncProto, new BtfFunctionPrototype(this), out view);

    /// <summary>The view of a variable.</summary>
    /// <exception cref="InvalidOperationException">The type is none.</exception>
    public BtfVariable AsVariable() => TryAsVariable(out BtfVariable view) ? view : ThrowWrongKind<BtfVariable>("a variable");

    /// <summary>The view of a variable.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    public bool TryAsVariable(out BtfVariable view) => Give(Kind == BtfKind.Var, new BtfVariable(this), out view);

    /// <summary>The view of a data section.</summary>
    /// <exception cref="InvalidOperationException">The type is none.</exception>
    public BtfDataSection AsDataSection() => TryAsDataSection(out BtfDataSection view) ? view : ThrowWrongKind<BtfDataSection>("a data section");

    /// <summary>The view of a data section.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    public bool TryAsDataSection(out BtfDataSection view) => Give(Kind == BtfKind.DataSec, new BtfDataSection(this), out view);

    /// <summary>The view of a tag on a declaration.</summary>
    /// <exception cref="InvalidOperationException">The type is none.</exception>
    public BtfDeclTag AsDeclTag() => TryAsDeclTag(out BtfDeclTag view) ? view : ThrowWrongKind<BtfDeclTag>("a declaration tag");

    /// <summary>The view of a tag on a declaration.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    public bool TryAsDeclTag(out BtfDeclTag view) => Give(Kind == BtfKind.DeclTag, new BtfDeclTag(this), out view);

    /// <summary>The view of a tag on a type.</summary>
    /// <exception cref="InvalidOperationException">The type is none.</exception>
    public BtfTypeTag AsTypeTag() => TryAsTypeTag(out BtfTypeTag view) ? view : ThrowWrongKind<BtfTypeTag>("a type tag");

    /// <summary>The view of a tag on a type.</summary>
    /// <param name="view">The view.</param>
    /// <returns>Whether the type is one.</returns>
    public bool TryAsTypeTag(out BtfTypeTag view) => Give(Kind == BtfKind.TypeTag, new BtfTypeTag(this), out view);

    private static bool Give<TView>(bool matches, TView candidate, out TView view)
        where TView : struct
    {
        view = matches ? candidate : default;
        return matches;
    }

    [DoesNotReturn]
    private TView ThrowWrongKind<TView>(string expected)
    {
        // The kind may have been read from an object that was closed meanwhile.
        _object.ThrowIfDisposed();
        throw new InvalidOperationException($"Type [{_id}] is {KindText(Kind)}, not {expected}.");
    }

    private static string KindText(BtfKind kind) => kind switch
    {
        BtfKind.Void => "void",
        _ when kind.IsKnown() => $"of kind {kind}",
        _ => $"of the unknown kind {(int)kind}",
    };
}
