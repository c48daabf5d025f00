using System.Runtime.CompilerServices;

namespace Btf.Core.Building;

/// <summary>
/// A name for a <see cref="BtfBuilder"/>: a string, a name from an object, or a name that the builder already stores. The default value is the empty name.
/// </summary>
public readonly struct BtfName
{
    // A string, or the BtfObject or BtfBuilder that has the name at the offset.
    private readonly object? _source;
    private readonly uint _offset;

    internal BtfName(object source, uint offset)
    {
        _source = source;
        _offset = offset;
    }

    /// <summary>Makes a name from a string.</summary>
    /// <param name="text">The string; null is the empty name.</param>
    public static implicit operator BtfName(string? text) => text is null ? default : new BtfName(text, 0);

    /// <summary>Makes a name from that of a type, member, value or parameter of an object. The name is read when it is used.</summary>
    /// <param name="name">The name.</param>
    public static implicit operator BtfName(BtfString name) => name.Owner is { } owner ? new BtfName(owner, name.Offset) : default;

    /// <summary>Stores the name in a builder, and returns its offset.</summary>
    /// <exception cref="ArgumentException">The name has a zero byte, is not valid UTF-16, or comes from another builder.</exception>
    internal uint AddTo(BtfBuilder builder, NameStore store) => _source switch
    {
        null => 0,
        string text => AddText(text, store),
        BtfObject owner => AddString(owner, store),
        _ when ReferenceEquals(_source, builder) => _offset,
        _ => throw new ArgumentException("The name comes from another builder."),
    };

    [SkipLocalsInit]
    private static uint AddText(string text, NameStore store)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        using var utf8 = new Utf8Name(text, stackalloc byte[Utf8Name.StackLength]);
        if (!utf8.IsValid || utf8.Bytes.Contains((byte)0))
        {
            throw new ArgumentException($"The name '{text.Replace('\0', '?')}' has a zero byte or is not valid UTF-16.");
        }

        return store.Add(utf8.Bytes);
    }

    private uint AddString(BtfObject owner, NameStore store)
    {
        if (!owner.TryReadString(_offset, out ReadOnlySpan<byte> text))
        {
            new BtfError(BtfErrorCode.NameOffsetOutOfRange, found: _offset, bound: owner.NextStringOffset).Throw();
        }

        uint offset = store.Add(text);
        GC.KeepAlive(owner);
        return offset;
    }
}
