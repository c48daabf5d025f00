namespace Btf.Core.Values;

public readonly partial struct BtfValue
{
    private const int MostBytes = 1 << 26;
    private const int MostNodes = 1 << 22;

    /// <summary>Reads the value that a pointer points to.</summary>
    /// <param name="reader">Reads memory.</param>
    /// <returns>The value, in newly allocated memory.</returns>
    /// <exception cref="InvalidOperationException">
    /// The type is not a pointer, or it points to a type without a size: void, a function, or a forward declaration.
    /// </exception>
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

    /// <summary>Tries to read the value that a pointer points to. See <see cref="Follow"/>.</summary>
    /// <param name="reader">Reads memory.</param>
    /// <param name="value">The value, in newly allocated memory.</param>
    /// <returns>Whether the pointer is not null and the memory can be read.</returns>
    /// <exception cref="InvalidOperationException">
    /// The type is not a pointer, or it points to a type without a size: void, a function, or a forward declaration.
    /// </exception>
    /// <exception cref="ArgumentException">The data ends before the pointer does.</exception>
    public bool TryFollow(IBtfMemoryReader reader, out BtfValue value)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return TryRead(reader, Pointee, ReadUInt64(), out value);
    }

    /// <summary>Walks a list from its head, a <c>list_head</c> or <c>hlist_head</c>, and yields the structures that embed its nodes.</summary>
    /// <param name="node">The type of the structures and the member that is the node, such as <c>task_struct.tasks</c>.</param>
    /// <param name="reader">Reads memory.</param>
    /// <returns>The structures. Each is read into new memory when the walk reaches it.</returns>
    /// <remarks>
    /// The walk ends at the head, at a null pointer, at memory that cannot be read, and at a node that it has already visited, so a cycle in damaged memory
    /// ends. If the head's <see cref="Address"/> is not known, the walk of a <c>list_head</c> ends after the node in its <c>prev</c>.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The value has neither a member <c>next</c> nor a member <c>first</c> that is a pointer.</exception>
    /// <exception cref="BtfPathException">The path leads nowhere.</exception>
    public IEnumerable<BtfValue> FollowList(string node, IBtfMemoryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        BtfMemberPath path = Type.Object.ResolvePath(node);
        if (path.PointersCrossed > 0 || path.BitOffset % 8 != 0)
        {
            throw new InvalidOperationException($"'{node}' is not a member inside {path.Root}.");
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
                : throw new InvalidOperationException($"The value is of type {Type}, which is not a pointer.");
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
            throw new InvalidOperationException($"A value of type {type} has {size} bytes; a pointer is followed for at most {MostBytes}.");
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
