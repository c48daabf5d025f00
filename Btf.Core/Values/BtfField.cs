using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core.Values;

/// <summary>A member path, resolved once, that reads this field of any number of values with one load and at most two shifts.</summary>
/// <remarks>
/// It reads integers, bit-fields, enumerations, pointers, booleans, floating-point numbers and arrays of these, in either byte order. Binding checks
/// everything except the length of the data, which reading checks. A field takes 16 bytes and does not refer to the types' object. The default value is
/// not bound and cannot be read.
/// </remarks>
/// <typeparam name="T">
/// The .NET type of the result: a primitive type, <see cref="Int128"/>, <see cref="UInt128"/>, <see cref="Half"/>, or an enum. If it is wider than the field,
/// the value is sign-extended if the field is signed, else zero-extended. A narrower type is refused. If the widths are equal, the bits are copied, whatever
/// the signs.
/// </typeparam>
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "The type says what is read, as with Span<T>.Empty.")]
public readonly struct BtfField<T>
    where T : unmanaged
{
    private readonly FieldPlan? _plan;

    // 2^31 minus the end of a plain load: adding the data's length reaches 2^31 if the load is in bounds. 0 if the field needs another load or is not bound.
    private readonly uint _plainRoom;

    // The offset of a plain load, or -1.
    private readonly int _plainOffset;

    internal BtfField(FieldPlan plan)
    {
        _plan = plan;
        bool isPlain = plan.Mode == FieldMode.Plain;
        _plainRoom = isPlain ? 0x8000_0000 - (uint)plan.Offset - (uint)plan.Length : 0;
        _plainOffset = isPlain ? plan.Offset : -1;
    }

    /// <summary>Whether the field was bound.</summary>
    public bool IsBound => Plan.Mode != FieldMode.None;

    /// <summary>The number of elements of an array, over all dimensions; 1 for other fields.</summary>
    public int Count => Plan.Count;

    /// <summary>The number of bytes that a read loads.</summary>
    internal int LoadLength => Plan.Length;

    /// <summary>The end of the bytes that reads load, including all elements of an array.</summary>
    internal long End => Plan.Offset + (Plan.Count == 1 ? Plan.Length : (long)Plan.Count * Plan.Step);

    /// <summary>Resolves a path.</summary>
    /// <param name="btf">The object that has the type.</param>
    /// <param name="path">
    /// The path, such as <c>task_struct.se.vruntime</c>. See <see cref="BtfObject.ResolvePath(string)"/>. Only a <see cref="BtfIndirectField{T}"/> can cross
    /// pointers.
    /// </param>
    /// <exception cref="BtfPathException">The path leads nowhere, or to something that cannot be read as <typeparamref name="T"/>.</exception>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    /// <example>
    /// <code>
    /// BtfField&lt;int&gt; pid = BtfField&lt;int&gt;.Bind(kernel, "task_struct.pid");
    /// Console.WriteLine(pid.Read(bytes));
    /// </code>
    /// </example>
    public static BtfField<T> Bind(BtfObject btf, string path)
    {
        if (!TryBind(btf, path, out BtfField<T> field, out BtfPathError error))
        {
            BtfPathError.Throw(error, System.Text.Encoding.UTF8.GetBytes(path));
        }

        return field;
    }

    /// <summary>Resolves a path, and reports an error instead of throwing. See <see cref="Bind"/>.</summary>
    /// <param name="btf">The object that has the type.</param>
    /// <param name="path">The path.</param>
    /// <param name="field">The field.</param>
    /// <param name="error">What is wrong; <see cref="BtfPathErrorCode.WrongType"/> if the field cannot be read as <typeparamref name="T"/>.</param>
    /// <returns>Whether the field was bound.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public static bool TryBind(BtfObject btf, string path, out BtfField<T> field, out BtfPathError error)
    {
        ArgumentNullException.ThrowIfNull(btf);
        field = default;
        return btf.TryResolvePath(path, out BtfMemberPath place, out error) && TryBind(btf, place, out field, out error);
    }

    internal static bool TryBind(BtfObject btf, in BtfMemberPath place, out BtfField<T> field, out BtfPathError error)
    {
        field = default;
        FieldPlan plan = FieldPlan.None;
        string? fault = place.PointersCrossed > 0
            ? "lies behind a pointer, which needs a memory reader"
            : FieldBinder.TryPlan<T>(
                place.Type, place.BitOffset, place.IsBitfield ? (int)place.BitSize : 0, place.Root.SizeInBytes, btf.ByteOrder == BtfByteOrder.BigEndian, out plan);
        error = fault is null ? default : new BtfPathError(BtfPathErrorCode.WrongType, 0, 0, 1, place.Type, place.Member, text: fault);
        if (fault is null)
        {
            field = new BtfField<T>(plan);
        }

        return fault is null;
    }

    /// <summary>Reads the field, or the first element of an array.</summary>
    /// <param name="data">Bytes that start with the value that the path starts from.</param>
    /// <exception cref="ArgumentException">The data ends before the field does.</exception>
    /// <exception cref="InvalidOperationException">The field is not bound.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Read(ReadOnlySpan<byte> data)
    {
        if ((int)((uint)data.Length + _plainRoom) >= 0)
        {
            return ReadOther(data, 0);
        }

        // In bounds: the sum is 2^31 or more only if the data reaches to the field's end.
        return Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), (nint)(uint)_plainOffset));
    }

    /// <summary>
    /// Reads the field without checking the length of the data. For generated code, which compares it with <see cref="BtfStructBinder.RequiredLength"/> before.
    /// </summary>
    /// <param name="data">Bytes that start with the value that the path starts from.</param>
    /// <returns>The field, or the first element of an array.</returns>
    /// <remarks>
    /// A plain load checks nothing, and may read past the end of data that is too short. The same binder must have bound the field. Other code uses
    /// <see cref="Read(ReadOnlySpan{byte})"/>.
    /// </remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T ReadUnchecked(ReadOnlySpan<byte> data)
    {
        int offset = _plainOffset;

        // In bounds: the caller compared the data's length with the end of all fields.
        return offset < 0 ? ReadOther(data, 0) : Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), (nint)(uint)offset));
    }

    /// <summary>Reads an element of an array.</summary>
    /// <param name="data">Bytes that start with the value that the path starts from.</param>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    /// <exception cref="ArgumentException">The data ends before the element does.</exception>
    /// <exception cref="InvalidOperationException">The field is not bound.</exception>
    public T Read(ReadOnlySpan<byte> data, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Plan.Count, nameof(index));
        return ReadOther(data, index);
    }

    /// <summary>
    /// Returns the bytes of the field, or of all elements of an array, such as <c>char[16]</c>. For a bit-field, returns the bytes that a read loads.
    /// </summary>
    /// <param name="data">Bytes that start with the value that the path starts from.</param>
    /// <exception cref="ArgumentException">The data ends before the field does.</exception>
    /// <exception cref="InvalidOperationException">The field is not bound.</exception>
    public ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> data)
    {
        int length = Plan.Count == 1 ? Plan.Length : Plan.Count * Plan.Step;
        if (!IsBound || (ulong)Plan.Offset + (ulong)length > (ulong)data.Length)
        {
            FieldErrors.Throw(IsBound, data.Length, (long)Plan.Offset + length);
        }

        return data.Slice(Plan.Offset, length);
    }

    /// <summary>Returns the text of an array of characters, up to its first zero byte.</summary>
    /// <param name="data">Bytes that start with the value that the path starts from.</param>
    /// <returns>The bytes, without the zero.</returns>
    /// <exception cref="ArgumentException">The data ends before the field does.</exception>
    /// <exception cref="InvalidOperationException">The field is not bound.</exception>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> bytes = Slice(data);
        int end = bytes.IndexOf((byte)0);
        return end < 0 ? bytes : bytes[..end];
    }

    private FieldPlan Plan => _plan ?? FieldPlan.None;

    private T ReadOther(ReadOnlySpan<byte> data, int index)
    {
        FieldPlan plan = Plan;
        long start = plan.Offset + (long)index * plan.Step;
        if (plan.Mode == FieldMode.None || start + plan.Length > data.Length)
        {
            FieldErrors.Throw(IsBound, data.Length, start + plan.Length);
        }

        ReadOnlySpan<byte> bytes = data.Slice((int)start, plan.Length);
        return plan.Mode switch
        {
            FieldMode.Plain => MemoryMarshal.Read<T>(bytes),
            FieldMode.Integer => FromBits(plan.ReadWord(bytes)),
            FieldMode.Truth => Unsafe.BitCast<byte, T>(plan.ReadWord(bytes) != 0 ? (byte)1 : (byte)0),
            FieldMode.Float => FromDouble(FloatText.ToDouble(bytes, plan.IsBigEndian)),
            _ => FromWide(plan.ReadWide(bytes)),
        };
    }

    // The JIT compiles only the branch of T's size.
    private static T FromBits(ulong bits) => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.BitCast<byte, T>((byte)bits),
        2 => Unsafe.BitCast<ushort, T>((ushort)bits),
        4 => Unsafe.BitCast<uint, T>((uint)bits),
        _ => Unsafe.BitCast<ulong, T>(bits),
    };

    private static T FromWide(UInt128 bits) =>
        typeof(T) == typeof(bool) ? Unsafe.BitCast<byte, T>(bits != 0 ? (byte)1 : (byte)0) :
        Unsafe.SizeOf<T>() == 16 ? Unsafe.BitCast<UInt128, T>(bits) : FromBits((ulong)bits);

    private static T FromDouble(double value) =>
        Unsafe.SizeOf<T>() == sizeof(double) ? Unsafe.BitCast<double, T>(value) : Unsafe.BitCast<float, T>((float)value);
}
