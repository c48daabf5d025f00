namespace Btf.Core.Building;

/// <summary>A name for a <see cref="BtfBuilder"/>: a string, a name of an object, or one that the builder has already. The default value is the empty name.</summary>
public readonly struct BtfName
{
    // A string, a BtfObject that has the name at the offset, or the BtfBuilder that has it there.
    private readonly object? _source;
    private readonly uint _offset;

    internal BtfName(object source, uint offset)
    {
        _source = source;
        _offset = offset;
    }

    /// <summary>The name that a string is.</summary>
    /// <param name="text">The string; null is the empty name.</param>
    public static implicit operator BtfName(string? text) => text is null ? default : new BtfName(text, 0);

    /// <summary>The name of a type, member, value or parameter of an object. It is read when it is used.</summary>
    /// <param name="name">The name.</param>
    public static implicit operator BtfName(BtfString name) => name.Owner is { } owner ? new BtfName(owner, name.Offset) : default;

    /// <summary>The offset that a builder stores the name at.</summary>
    /// <exception cref="ArgumentException">The name has a zero byte, is no valid UTF-16, or is another builder's.</exception>
    internal uint AddTo(BtfBuilder builder, NameStore store) => _source switch
    {
        null => 0,
        string text => AddText(text, store),
        BtfObject owner => AddString(owner, store),
        _ when ReferenceEquals(_source, builder) => _offset,
        _ => throw new ArgumentException("The name is another builder's."),
    };

    private static uint AddText(string text, NameStore store)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        using var utf8 = new Utf8Name(text, stackalloc byte[Utf8Name.StackLength]);
        if (!utf8.IsValid || text.Contains('\0', StringComparison.Ordinal))
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
