using System.ComponentModel;
using System.Text;

namespace Btf.Core.Values;

/// <summary>Binds the fields of one structure by the rules of CO-RE, and gathers what is missing. Generated code is written over it.</summary>
/// <remarks>
/// The name of the structure is its essential one: what follows three underscores is left out, as libbpf does. Members of anonymous structures and unions are found. Of several
/// paths with <c>|</c> between them the first that can be bound counts. Size, sign and place of a field are the kernel's.
/// </remarks>
public sealed class BtfStructBinder
{
    private readonly BtfObject _btf;
    private readonly string _name;
    private readonly List<string> _missing = [];

    /// <summary>Starts with a structure.</summary>
    /// <param name="btf">The kernel's types.</param>
    /// <param name="structure">The structure's or union's name, or a typedef's.</param>
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

    /// <summary>The structure's size in bytes; 0 where it is missing.</summary>
    public int Size { get; }

    /// <summary>How many bytes of the structure the fields reach into that were bound so far; at most <see cref="Size"/>. Behind pointers, only the first one counts.</summary>
    public int RequiredLength { get; private set; }

    /// <summary>Throws where data is shorter than the bound fields need.</summary>
    /// <param name="length">The data's length in bytes.</param>
    /// <param name="requiredLength">What <see cref="RequiredLength"/> was.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RequireLength(int length, int requiredLength)
    {
        if (length < requiredLength)
        {
            FieldErrors.Throw(isBound: true, length, requiredLength);
        }
    }

    /// <summary>Binds a field.</summary>
    /// <typeparam name="T">What it is read as.</typeparam>
    /// <param name="paths">The path from the structure, or several with <c>|</c> between them.</param>
    /// <param name="optional">Whether it may be missing. One that is there with a type that does not fit is an error still.</param>
    /// <returns>The field; one that is not bound where it is missing.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfField<T> Bind<T>(string paths, bool optional = false)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(paths);
        BtfPathError first = default;
        foreach (string path in paths.Split('|'))
        {
            if (BtfField<T>.TryBind(_btf, $"{_name}.{path}", out BtfField<T> field, out BtfPathError error))
            {
                RequiredLength = (int)Math.Max(RequiredLength, field.End);
                return field;
            }

            first = first.IsNone ? error : first;
        }

        Note(paths, first, optional);
        return default;
    }

    /// <summary>Binds a field behind pointers.</summary>
    /// <typeparam name="T">What it is read as.</typeparam>
    /// <param name="paths">The path from the structure, or several with <c>|</c> between them.</param>
    /// <param name="optional">Whether it may be missing. One that is there with a type that does not fit is an error still.</param>
    /// <returns>The field; one that is not bound where it is missing.</returns>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public BtfIndirectField<T> BindIndirect<T>(string paths, bool optional = false)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(paths);
        BtfPathError first = default;
        foreach (string path in paths.Split('|'))
        {
            if (BtfIndirectField<T>.TryBind(_btf, $"{_name}.{path}", out BtfIndirectField<T> field, out BtfPathError error))
            {
                RequiredLength = (int)Math.Max(RequiredLength, field.End);
                return field;
            }

            first = first.IsNone ? error : first;
        }

        Note(paths, first, optional);
        return default;
    }

    /// <summary>Reports what is missing.</summary>
    /// <exception cref="BtfBindException">The structure, or a field that is not optional, is missing or has a type that does not fit. The message lists all of them.</exception>
    public void ThrowIfIncomplete()
    {
        if (_missing.Count > 0)
        {
            throw new BtfBindException(_name, _missing);
        }
    }

    private void Note(string paths, in BtfPathError error, bool optional)
    {
        // Without the structure, every field is missing: that is said once.
        if (Size > 0 && (!optional || error.Code == BtfPathErrorCode.WrongType))
        {
            string path = $"{_name}.{paths.Split('|')[0]}";
            _missing.Add($"{paths}: {error.Describe(Encoding.UTF8.GetBytes(path))}");
        }
    }
}
