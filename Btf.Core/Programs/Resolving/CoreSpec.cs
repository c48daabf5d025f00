namespace Btf.Core.Programs;

/// <summary>An access in one BTF object: the root type, the steps from it, and where they lead. It is reused for each record.</summary>
internal sealed class CoreSpec
{
    /// <summary>The largest number of steps.</summary>
    public const int MaxLength = Extensions.CoreAccess.MaxLength;

    private readonly CoreAccessor[] _accessors = new CoreAccessor[MaxLength];
    private readonly int[] _raw = new int[MaxLength];
    private int _length;

    /// <summary>The type that the access starts from, before typedefs are resolved.</summary>
    public BtfType Root { get; private set; }

    /// <summary>Where the access leads, in bits from the start of the root. Wraps at 32 bits, as libbpf's does.</summary>
    public uint BitOffset { get; set; }

    /// <summary>The steps: named members and indexes. Anonymous members are left out.</summary>
    public ReadOnlySpan<CoreAccessor> Accessors => _accessors.AsSpan(0, _length);

    /// <summary>The numbers of the access string. For a candidate, the numbers that lead to the matching place.</summary>
    public Span<int> Raw => _raw.AsSpan(0, RawLength);

    /// <summary>How many numbers there are.</summary>
    public int RawLength { get; private set; }

    /// <summary>The last step. There must be one.</summary>
    public CoreAccessor Last => _accessors[_length - 1];

    /// <summary>Room for the numbers of an access string.</summary>
    public Span<int> RawBuffer => _raw;

    /// <summary>Starts again at a root.</summary>
    public void Start(BtfType root, int rawLength = 0)
    {
        Root = root;
        BitOffset = 0;
        RawLength = rawLength;
        _length = 0;
    }

    /// <summary>Adds a step.</summary>
    public void Add(in CoreAccessor accessor) => _accessors[_length++] = accessor;

    /// <summary>Adds a number; false if there is no room for it.</summary>
    public bool TryPushRaw(int index)
    {
        if (RawLength == MaxLength)
        {
            return false;
        }

        _raw[RawLength++] = index;
        return true;
    }

    /// <summary>Takes the last number away.</summary>
    public void PopRaw() => RawLength--;

    /// <summary>Moves on by whole elements of a size in bytes.</summary>
    public void Skip(int count, uint size) => BitOffset += unchecked((uint)count * size * 8);

    /// <summary>Returns whether an array is flexible: it has no elements, and the last step is the last member of a structure or union.</summary>
    public bool IsFlexible(BtfArray array)
    {
        if (array.Count > 0 || _length == 0 || !Last.IsNamed)
        {
            return false;
        }

        return Last.Index == Last.Type.Vlen - 1;
    }
}
