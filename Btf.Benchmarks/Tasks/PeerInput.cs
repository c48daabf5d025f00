using System.Runtime.InteropServices;
using System.Text;
using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>One input, opened by every side, and the ids, names and paths to look up, which are the same for all sides.</summary>
internal sealed unsafe class PeerInput : IDisposable
{
    private const int Seed = 20260101;

    private readonly Lazy<BtfObject> _scanned;
    private readonly Lazy<BtfObject> _module;
    private readonly Lazy<PeerInput> _units;
    private readonly Lazy<uint[]> _random;
    private readonly Lazy<uint[]> _sequential;
    private readonly Lazy<byte[][]> _existing;
    private readonly Lazy<(BtfType[] Roots, byte[][] Paths)> _paths;
    private readonly void* _libbpf;
    private readonly void* _limit;

    /// <summary>Opens a file of raw BTF without a base.</summary>
    public PeerInput(string path, TaskSizes sizes)
    {
        Sizes = sizes;
        Files = new InputFiles(path);
        Btf = BtfObject.Open(path);
        _limit = OpenWith("limit", path);
        _libbpf = OpenWith("libbpf", path);
        _scanned = new(() => BtfObject.Open(path, OurTasks.Scanning));
        _module = new(() => BtfObject.OpenSplit(Files.Module, Btf));
        _units = new(() => new PeerInput(Input.Units ?? Files.Write("units.btf", CompilationUnits.Make(Btf)), sizes));
        _random = new(() => Ids(RandomId(new Random(Seed))));
        _sequential = new(() => Ids(i => (uint)(i % Btf.TypeCount) + 1));
        _existing = new(() => RandomNames(new Random(Seed)));
        _paths = new(() => MemberPaths.Choose(Btf, sizes.Paths, new Random(Seed)));
    }

    public TaskSizes Sizes { get; }

    public InputFiles Files { get; }

    public BtfObject Btf { get; }

    /// <summary>The input, opened to find names without an index.</summary>
    public BtfObject Scanned => _scanned.Value;

    /// <summary>The module of <see cref="InputFiles.Module"/> over the input.</summary>
    public BtfObject Module => _module.Value;

    /// <summary>Compilation units that are not deduplicated.</summary>
    public PeerInput Units => _units.Value;

    public uint[] RandomIds => _random.Value;

    public uint[] SequentialIds => _sequential.Value;

    /// <summary>Random names of types.</summary>
    public byte[][] ExistingNames => _existing.Value;

    /// <summary>Names that no type has.</summary>
    public byte[][] MissingNames => [.. ExistingNames.Select(name => Pinned([.. name, (byte)'~']))];

    /// <summary>The first type of each of the <see cref="Paths"/>.</summary>
    public BtfType[] PathRoots => _paths.Value.Roots;

    /// <summary>Random member paths.</summary>
    public byte[][] Paths => _paths.Value.Paths;

    /// <summary>Libbpf's object; null if libbpf is not installed or cannot open the input.</summary>
    public void* Libbpf => _libbpf;

    /// <summary>The limit's object; null if the limit cannot open the input, for example in the other byte order.</summary>
    public void* Limit => _limit;

    /// <summary>Whether the limit takes part.</summary>
    public bool HasLimit => _limit != null;

    /// <summary>Returns a pinned, zero-terminated copy.</summary>
    public static byte[] Terminated(string text) => Terminated(Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Terminated(string)"/>
    public static byte[] Terminated(byte[] text) => Pinned([.. text, (byte)0]);

    /// <summary>Returns the address of the first of pinned bytes.</summary>
    // In bounds: all arrays that come here were allocated pinned, and are not empty.
    public static byte* Start(byte[] pinned) => (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    /// <summary>Returns the handle for a side's functions.</summary>
    public void* Handle(string side) => side == "limit" ? _limit : _libbpf;

    public void Dispose()
    {
        Close("limit", _limit);
        Close("libbpf", _libbpf);
        if (_scanned.IsValueCreated)
        {
            _scanned.Value.Dispose();
        }

        if (_module.IsValueCreated)
        {
            _module.Value.Dispose();
        }

        if (_units.IsValueCreated)
        {
            _units.Value.Dispose();
        }

        Btf.Dispose();
        Files.Dispose();
    }

    private static void* OpenWith(string side, string path)
    {
        nint open = NativePeer.TryFunction($"{side}_open");
        byte[] terminated = Terminated(path);
        void* opened = open == 0 ? null : ((delegate* unmanaged<byte*, void*>)open)(Start(terminated));
        GC.KeepAlive(terminated);
        return opened;
    }

    private static void Close(string side, void* handle)
    {
        if (handle != null)
        {
            ((delegate* unmanaged<void*, void>)NativePeer.Function($"{side}_close"))(handle);
        }
    }

    private static byte[] Pinned(ReadOnlySpan<byte> bytes)
    {
        byte[] copy = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(copy);
        return copy;
    }

    private Func<int, uint> RandomId(Random random) => _ => (uint)random.Next(1, Btf.TypeCount + 1);

    private uint[] Ids(Func<int, uint> id)
    {
        uint[] ids = GC.AllocateUninitializedArray<uint>(Sizes.Ids, pinned: true);
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = id(i);
        }

        return ids;
    }

    private byte[][] RandomNames(Random random)
    {
        Func<int, uint> randomId = RandomId(random);
        var names = new List<byte[]>();
        while (names.Count < Sizes.Names)
        {
            BtfString name = Btf[randomId(0)].Name;
            if (!name.IsEmpty)
            {
                names.Add(Pinned(name.Utf8));
            }
        }

        return [.. names];
    }
}
