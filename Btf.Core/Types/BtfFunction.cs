using System.Numerics;
using System.Text.Json.Serialization;

namespace Btf.Core;

/// <summary>A function (<c>BTF_KIND_FUNC</c>).</summary>
/// <remarks>
/// See "BTF_KIND_FUNC" in <c>Documentation/bpf/btf.rst</c>. Once its object is disposed, members that read the data throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
[JsonConverter(typeof(BtfJsonConverter))]
public readonly struct BtfFunction : IEquatable<BtfFunction>, IEqualityOperators<BtfFunction, BtfFunction, bool>
{
    private readonly BtfType _type;

    internal BtfFunction(BtfType type) => _type = type;

    /// <summary>The name.</summary>
    public BtfString Name => _type.Name;

    /// <summary>The linkage: the record's <c>vlen</c>.</summary>
    public BtfFunctionLinkage Linkage => (BtfFunctionLinkage)_type.Vlen;

    /// <summary>The function's prototype: its parameters and its return type.</summary>
    /// <exception cref="BtfFormatException">The id does not exist, or its type is not a prototype.</exception>
    /// <example>
    /// <code>
    /// foreach (BtfParameter parameter in kernel.FindType("tcp_sendmsg").AsFunction().Prototype.Parameters)
    /// {
    ///     Console.WriteLine($"{parameter.Name}: {parameter.Type}");
    /// }
    /// </code>
    /// </example>
    public BtfFunctionPrototype Prototype
    {
        get
        {
            BtfType target = _type.Target;
            if (!target.TryAsFunctionPrototype(out BtfFunctionPrototype prototype))
            {
                _type.Object.ThrowIfDisposed();
                new BtfError(BtfErrorCode.UnexpectedKind, _type.ByteOffsetOf(RecordFormat.SizeOrTypeField), _type.Id, target.Id, text: "no function prototype").Throw();
            }

            return prototype;
        }
    }

    /// <summary>Returns the type itself.</summary>
    public static implicit operator BtfType(BtfFunction view) => view._type;

    /// <summary>Returns whether both are views of the same type of the same object.</summary>
    public static bool operator ==(BtfFunction left, BtfFunction right) => left.Equals(right);

    /// <summary>Returns whether they are views of different types, or of types of different objects.</summary>
    public static bool operator !=(BtfFunction left, BtfFunction right) => !left.Equals(right);

    /// <summary>Returns the type itself, with the properties that all kinds share.</summary>
    public BtfType AsType() => _type;

    /// <summary>Returns whether both are views of the same type of the same object. Reads no data.</summary>
    /// <param name="other">The other view.</param>
    public bool Equals(BtfFunction other) => _type == other._type;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BtfFunction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _type.GetHashCode();

    /// <inheritdoc cref="BtfType.ToString"/>
    public override string ToString() => _type.ToString();
}
