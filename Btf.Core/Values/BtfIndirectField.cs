using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Btf.Core.Values;

/// <summary>A member path with pointers, such as <c>task_struct.mm-&gt;pgd</c>, resolved once. Reads follow the pointers through a memory reader.</summary>
/// <remarks>The last step follows the rules of <see cref="BtfField{T}"/>. The default value is not bound and cannot be read.</remarks>
/// <typeparam name="T">The .NET type of the result.</typeparam>
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "The type says what is read, as with Span<T>.Empty.")]
public readonly struct BtfIndirectField<T>
    where T : unmanaged
{
    private readonly BtfField<ulong>[] _pointers;
    private readonly int[] _offsets;
    private readonly BtfField<T> _last;
    private readonly int _lastLength;

    private BtfIndirectField(BtfField<ulong>[] pointers, int[] offsets, BtfField<T> last, int lastLength)
    {
        _pointers = pointers;
        _offsets = offsets;
        _last = last;
        _lastLength = lastLength;
    }

    /// <summary>Whether the field was bound.</summary>
    public bool IsBound => _pointers is not null;

    /// <summary>The end of the bytes that a read takes from the value at the start of the path.</summary>
    internal long End => _pointers.Length == 0 ? _last.End : _pointers[0].End;

    /// <summary>Resolves a path.</summary>
    /// <param name="btf">The object that has the types.</param>
    /// <param name="path">The path. See <see cref="BtfObject.ResolvePath(string)"/>.</param>
    /// <exception cref="BtfPathException">The path leads nowhere, or to something that cannot be read as <typeparamref name="T"/>.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public static BtfIndirectField<T> Bind(BtfObject btf, string path)
    {
        if (!TryBind(btf, path, out BtfIndirectField<T> field, out BtfPathError error))
        {
            BtfPathError.Throw(error, Encoding.UTF8.GetBytes(path));
        }

        return field;
    }

    /// <summary>Resolves a path, and reports an error instead of throwing. See <see cref="Bind"/>.</summary>
    /// <param name="btf">The object that has the types.</param>
    /// <param name="path">The path.</param>
    /// <param name="field">The field.</param>
    /// <param name="error">The error.</param>
    /// <returns>Whether the field was bound.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public static bool TryBind(BtfObject btf, string path, out BtfIndirectField<T> field, out BtfPathError error)
    {
        ArgumentNullException.ThrowIfNull(btf);
        ArgumentNullException.ThrowIfNull(path);
        field = default;
        if (!btf.TryResolvePath(path, out BtfMemberPath place, out error))
        {
            return false;
        }

        bool bigEndian = btf.ByteOrder == BtfByteOrder.BigEndian;
        BtfPathReader reader = new(btf, Encoding.UTF8.GetBytes(path), place.Root);
        List<BtfField<ulong>> pointers = [];
        List<int> offsets = [];
        BtfType owner = place.Root;
        BtfType previous = place.Root;
        while (reader.Read())
        {
            BtfPathStep step = reader.Current;
            if (step.Kind == BtfPathStepKind.Dereference)
            {
                if (FieldBinder.TryPlan<ulong>(previous, step.BitOffset, 0, SizeOf(owner), bigEndian, out FieldPlan pointer) is { } fault)
                {
                    error = new BtfPathError(BtfPathErrorCode.WrongType, 0, 0, 1, previous, text: fault);
                    return false;
                }

                // The first pointer lies in the caller's data. Each later one is read alone, from its own first byte.
                pointers.Add(new BtfField<ulong>(pointers.Count == 0 ? pointer : pointer.AtStart));
                offsets.Add(pointer.Offset);
                owner = step.Type;
            }

            previous = step.Type;
        }

        if (FieldBinder.TryPlan<T>(place.Type, place.BitOffset, place.IsBitfield ? (int)place.BitSize : 0, SizeOf(owner), bigEndian, out FieldPlan plan) is { } why)
        {
            error = new BtfPathError(BtfPathErrorCode.WrongType, 0, 0, 1, place.Type, place.Member, text: why);
            return false;
        }

        offsets.Add(plan.Offset);
        field = new BtfIndirectField<T>([.. pointers], [.. offsets], new BtfField<T>(pointers.Count == 0 ? plan : plan.AtStart), plan.Length);
        return true;
    }

    /// <summary>Reads the field.</summary>
    /// <param name="data">Bytes that start with the value that the path starts from.</param>
    /// <param name="reader">Reads the memory behind the pointers.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether the memory could be read: false if a pointer on the way is null or invalid.</returns>
    /// <exception cref="ArgumentException">The data ends before the first pointer does.</exception>
    /// <exception cref="InvalidOperationException">The field is not bound.</exception>
    public bool TryRead(ReadOnlySpan<byte> data, IBtfMemoryReader reader, out T value)
    {
        ArgumentNullException.ThrowIfNull(reader);
        value = default;
        if (!IsBound)
        {
            FieldErrors.Throw(isBound: false, 0, 0);
        }

        if (_pointers.Length == 0)
        {
            value = _last.Read(data);
            return true;
        }

        Span<byte> bytes = stackalloc byte[32];
        ulong address = _pointers[0].Read(data);
        for (int i = 1; i < _pointers.Length; i++)
        {
            if (address == 0 || !reader.TryRead(address + (ulong)_offsets[i], bytes[.._pointers[i].LoadLength]))
            {
                return false;
            }

            address = _pointers[i].Read(bytes);
        }

        bytes = bytes[.._lastLength];
        if (address == 0 || !reader.TryRead(address + (ulong)_offsets[^1], bytes))
        {
            return false;
        }

        value = _last.Read(bytes);
        return true;
    }

    /// <summary>Reads the field. See <see cref="TryRead"/>.</summary>
    /// <param name="data">Bytes that start with the value that the path starts from.</param>
    /// <param name="reader">Reads the memory behind the pointers.</param>
    /// <exception cref="IOException">A pointer on the way is null or invalid.</exception>
    /// <exception cref="ArgumentException">The data ends before the first pointer does.</exception>
    /// <exception cref="InvalidOperationException">The field is not bound.</exception>
    public T Read(ReadOnlySpan<byte> data, IBtfMemoryReader reader)
    {
        if (!TryRead(data, reader, out T value))
        {
            throw new IOException("A pointer on the way to the field is null, or leads to memory that cannot be read.");
        }

        return value;
    }

    // A type that is only declared has no size, so loads from it have no bound.
    private static ulong SizeOf(BtfType type) => type.TryGetSizeInBytes(out uint size) ? size : 0;
}
