namespace Btf.Core.Values;

public readonly partial struct BtfValue
{
    private const int MostBytes = 1 << 26;
    private const int MostNodes = 1 << 22;

    /// <summary>Reads what a pointer points to.</summary>
    /// <param name="reader">Reads memory.</param>
    /// <returns>The value, in memory of its own.</returns>
    /// <exception cref="InvalidOperationException">The type is no pointer, or what it points to has no size: void, a function, a declaration without a definition.</exception>
    /// <exception cref="IOException">The pointer is null, or the memory cannot be read.</exception>
    /// <exception cref="ArgumentException">The data ends before the pointer does.</exception>
    public BtfValue Follow(IBtfMemoryReader reader)
    {
        if (!TryFollow(reader, out BtfValue value))
        {
            FieldErrors.ThrowUnreadable(ReadUInt64(), (int)Math.Min(Pointee.SizeInBytes, int.MaxValue));
        }

        return value;
    }

    /// <summary>Reads what a pointer points to, where it can be read. See <see cref="Follow"/>.</summary>
    /// <param name="reader">Reads memory.</param>
    /// <param name="value">The value, in memory of its own.</param>
    /// <returns>Whether the pointer is not null and the memory can be read.</returns>
    /// <exception cref="InvalidOperationException">The type is no pointer, or what it points to has no size: void, a function, a declaration without a definition.</exception>
    /// <exception cref="ArgumentException">The data ends before the pointer does.</exception>
    public bool TryFollow(IBtfMemoryReader reader, out BtfValue value)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return TryRead(reader, Pointee, ReadUInt64(), out value);
    }

    /// <summary>Walks a list: a <c>list_head</c> or a <c>hlist_head</c>, whose nodes lie in structures of another type.</summary>
    /// <param name="node">The structures and the member that is the node, such as <c>task_struct.tasks</c>.</param>
    /// <param name="reader">Reads memory.</param>
    /// <returns>The structures, each read when the walk reaches it, in memory of its own.</returns>
    /// <remarks>
    /// The walk ends at the head, at a null pointer, at memory that cannot be read, and at a node that was there before: a loop in damaged memory ends. Where the head's
    /// <see cref="Address"/> is not known, a <c>list_head</c>'s walk ends with the node before the head, which the head tells.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The value has neither a member <c>next</c> nor a member <c>first</c> that is a pointer.</exception>
    /// <exception cref="BtfPathException">The path leads nowhere.</exception>
    public IEnumerable<BtfValue> FollowList(string node, IBtfMemoryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        BtfMemberPath path = Type.Object.ResolvePath(node);
        if (path.PointersCrossed > 0 || path.BitOffset % 8 != 0)
        {
            throw new InvalidOperationException($"'{node}' is no member that lies in {path.Root}.");
        }

        bool isDouble = TryGetMember("next", out BtfValue next);
        if (!isDouble && !TryGetMember("first", out next))
        {
            throw new InvalidOperationException($"The value is of type {Type}, which has neither a member 'next' nor a member 'first'.");
        }

        ulong last = isDouble && TryGetMember("prev", out BtfValue previous) ? previous.ReadUInt64() : 0;
        return Walk(path, next.ReadUInt64(), Address, last, reader);
    }

    private BtfType Pointee
    {
        get
        {
            BtfType type = Type.Underlying;
            return type.Kind == BtfKind.Ptr
                ? type.Target
                : throw new InvalidOperationException($"The value is of type {Type}, which is no pointer.");
        }
    }

    private static IEnumerable<BtfValue> Walk(BtfMemberPath path, ulong address, ulong head, ulong last, IBtfMemoryReader reader)
    {
        HashSet<ulong> seen = [];
        while (address != 0 && address != head && seen.Count < MostNodes && seen.Add(address))
        {
            if (!TryRead(reader, path.Root, address - path.ByteOffset, out BtfValue owner))
            {
                yield break;
            }

            yield return owner;
            BtfValue node = owner.Part(path.Type, path.BitOffset, 0);
            if (address == last || !node.TryGetMember("next", out BtfValue next))
            {
                yield break;
            }

            address = next.ReadUInt64();
        }
    }

    private static bool TryRead(IBtfMemoryReader reader, BtfType type, ulong address, out BtfValue value)
    {
        value = default;
        uint size = type.SizeInBytes;
        if (size > MostBytes)
        {
            throw new InvalidOperationException($"A value of type {type} has {size} bytes, and {MostBytes} are the most that a pointer is followed for.");
        }

        if (address == 0)
        {
            return false;
        }

        byte[] bytes = new byte[size];
        bool done = reader.TryRead(address, bytes);
        value = done ? new BtfValue(type, bytes, address) : default;
        return done;
    }
}
