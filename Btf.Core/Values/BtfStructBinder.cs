using System.ComponentModel;
using System.Text;

namespace Btf.Core.Values;

/// <summary>Binds the fields of one structure by the rules of CO-RE, and collects the missing ones. Generated code calls it.</summary>
/// <remarks>
/// As in libbpf, a suffix of the structure's name after three underscores is ignored. Members of anonymous structures and unions are found. If several paths
/// are given, separated by <c>|</c>, the first that can be bound is used. The kernel's types decide the size, sign and place of a field.
/// </remarks>
public sealed class BtfStructBinder
{
    private readonly BtfObject _btf;
    private readonly string _name;
    private readonly List<string> _missing = [];

    private delegate bool Binding<TField>(BtfObject btf, string path, out TField field, out BtfPathError error);

    /// <summary>Makes a binder for a structure.</summary>
    /// <param name="btf">The kernel's types.</param>
    /// <param name="structure">The name of the structure, union or typedef.</param>
    public BtfStructBinder(BtfObject btf, string structure)
    {
        ArgumentNullException.ThrowIfNull(btf);
        ArgumentException.ThrowIfNullOrEmpty(structure);
        _btf = btf;
        _name = EssentialName.Of(structure);
        if (btf.TryResolvePath(_name, out BtfMemberPath root, out BtfPathError error) && root.BitSize / 8 <= int.MaxValue)
        {
            Size = (int)(root.BitSize / 8);
        }
        else if (error.IsNone)
        {
            _missing.Add($"'{_name}' has {root.BitSize / 8} bytes, and at most {int.MaxValue} can be read");
        }
        else
        {
            _missing.Add(error.Describe(Encoding.UTF8.GetBytes(_name)));
        }
    }

    /// <summary>The structure's size in bytes; 0 if it is missing.</summary>
    public int Size { get; }

    /// <summary>
    /// How many bytes of the structure the bound fields need; at most <see cref="Size"/>. A field behind pointers needs only the bytes of its first pointer.
    /// </summary>
    public int RequiredLength { get; private set; }

    /// <summary>Throws if data is shorter than the bound fields need.</summary>
    /// <param name="length">The data's length in bytes.</param>
    /// <param name="requiredLength">The value of <see cref="RequiredLength"/> after binding.</param>
    /// <exception cref="ArgumentException">The data is shorter.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RequireLength(int length, int requiredLength)
    {
        if (length < requiredLength)
        {
            FieldErrors.Throw(isBound: true, length, requiredLength);
        }
    }

    /// <summary>Binds a field.</summary>
    /// <typeparam name="T">The .NET type of the result.</typeparam>
    /// <param name="paths">The path from the structure, or several separated by <c>|</c>.</param>
    /// <param name="optional">Whether the field may be missing. A field whose type does not fit is still an error.</param>
    /// <returns>The field; it is not bound if the structure lacks it.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfField<T> Bind<T>(string paths, bool optional = false)
        where T : unmanaged => BindFirst<BtfField<T>>(paths, optional, BtfField<T>.TryBind, field => field.End);

    /// <summary>Binds a field behind pointers.</summary>
    /// <typeparam name="T">The .NET type of the result.</typeparam>
    /// <param name="paths">The path from the structure, or several separated by <c>|</c>.</param>
    /// <param name="optional">Whether the field may be missing. A field whose type does not fit is still an error.</param>
    /// <returns>The field; it is not bound if the structure lacks it.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfIndirectField<T> BindIndirect<T>(string paths, bool optional = false)
        where T : unmanaged => BindFirst<BtfIndirectField<T>>(paths, optional, BtfIndirectField<T>.TryBind, field => field.End);

    /// <summary>Throws if the structure or a required field is missing.</summary>
    /// <exception cref="BtfBindException">
    /// The structure is missing, a field that is not optional is missing, or a field's type does not fit. The message lists all of them.
    /// </exception>
    public void ThrowIfIncomplete()
    {
        if (_missing.Count > 0)
        {
            throw new BtfBindException(_name, _missing);
        }
    }

    /// <summary>Binds the first path that can be bound.</summary>
    private TField BindFirst<TField>(string paths, bool optional, Binding<TField> tryBind, Func<TField, long> endOf)
        where TField : struct
    {
        ArgumentNullException.ThrowIfNull(paths);
        BtfPathError first = default;
        foreach (string path in paths.Split('|'))
        {
            if (tryBind(_btf, $"{_name}.{path}", out TField field, out BtfPathError error))
            {
                RequiredLength = (int)Math.Max(RequiredLength, endOf(field));
                return field;
            }

            first = first.IsNone ? error : first;
        }

        Note(paths, first, optional);
        return default;
    }

    private void Note(string paths, in BtfPathError error, bool optional)
    {
        // Without the structure every field is missing; the missing structure is reported only once.
        if (Size > 0 && (!optional || error.Code == BtfPathErrorCode.WrongType))
        {
            string path = $"{_name}.{paths.Split('|')[0]}";
            _missing.Add($"{paths}: {error.Describe(Encoding.UTF8.GetBytes(path))}");
        }
    }
}
