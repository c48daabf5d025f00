using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>All pieces of work over one opened input, with the ids and names that are asked for.</summary>
internal sealed unsafe class PeerTasks
{
    private const int IdCount = 1_000_000;
    private const int NameCount = 10_000;
    private const int LibbpfNameCount = 20;
    private const int TextLength = 1 << 23;

    private const int GraphSize = 100_000;

    private readonly BtfObject _btf;
    private readonly BtfObject _scanned;
    private readonly uint[] _random;
    private readonly uint[] _sequential;
    private readonly byte[][] _existing;
    private readonly byte[][] _missing;
    private readonly byte* _path;
    private readonly void* _libbpf;
    private readonly void* _limit;

    public PeerTasks(string path)
    {
        // Everything here lives as long as the process.
        _path = (byte*)Marshal.StringToCoTaskMemUTF8(path);
        _btf = BtfObject.Open(path);
        _scanned = BtfObject.Open(path, new BtfOpenOptions { NameLookup = NameLookup.Scan });
        _limit = ((delegate* unmanaged<byte*, void*>)NativePeer.Function("limit_open"))(_path);
        _libbpf = NativePeer.HasLibbpf ? ((delegate* unmanaged<byte*, void*>)NativePeer.Function("libbpf_open"))(_path) : null;

        var random = new Random(20260101);
        _random = Pinned(_ => (uint)random.Next(1, _btf.TypeCount + 1));
        _sequential = Pinned(i => (uint)(i % _btf.TypeCount) + 1);
        _existing = Names(random);
        _missing = [.. _existing.Select(name => Pinned([.. name, (byte)'~']))];
        if (((delegate* unmanaged<void*, int>)NativePeer.Function("limit_build_names"))(_limit) != 0)
        {
            throw new InvalidOperationException("There is no memory for the limit's table of names.");
        }

        All = [.. Opening(), .. Reading(), .. Finding(), .. Searching(), .. Dumping(), .. Verifying()];
    }

    public IReadOnlyList<PeerTask> All { get; }

    private PeerTask[] Opening() =>
    [
        new("OpenKernel", 1, () => OurTasks.Open(Input.Path), Opened("libbpf", _libbpf), Opened("limit", _limit), 0.5, 1.0),
    ];

    private PeerTask[] Reading() =>
    [
        ByIds("ResolveIdsRandom", "resolve", _random, ids => OurTasks.Resolve(_btf, ids), 1.0, 1.25),
        ByIds("ResolveIdsSequential", "resolve", _sequential, ids => OurTasks.Resolve(_btf, ids), 0.7, null),
        ByIds("NameOfId", "names", _random, ids => OurTasks.NameLengths(_btf, ids), 0.8, null),
        Whole("ReadEverything", "read_everything", 1, () => OurTasks.ReadEverything(_btf), null, 1.05),
        Whole("WalkChains", "walk_chains", OurTasks.CountHops(_btf), () => OurTasks.WalkChains(_btf), 1.0, null),
        Whole("SizeOfAll", "size_all", _btf.TypeCount, () => OurTasks.SizeOfAll(_btf), 1.0, null),
        Whole("AlignOfAll", "align_all", _btf.TypeCount, () => OurTasks.AlignOfAll(_btf), 0.5, null),
        new("OpenAndAlign", 1, () => OurTasks.OpenAndAlign(Input.Path), null, null, null, null),
    ];

    private PeerTask[] Finding()
    {
        // libbpf scans for each name: a few are enough for it, and more would take minutes.
        byte[][] few = [.. _existing.Take(LibbpfNameCount)];
        byte[][] terminated = [.. few.Select(name => (byte[])[.. name, 0])];
        return
        [
            new("FindByName", NameCount, () => OurTasks.Find(_btf, _existing), null, FindAtLimit(_existing), null, 1.15),
            new("FindByNameMissing", NameCount, () => OurTasks.Find(_btf, _missing), null, FindAtLimit(_missing), null, 1.15),
            new("FindByNameFew", few.Length, () => OurTasks.Find(_btf, few), _libbpf == null ? null : () => FindInLibbpf(terminated), null, 0.0005, null),
            BuildNameIndex(),
        ];
    }

    private PeerTask[] Searching()
    {
        BtfNamePattern withLiteral = BtfNamePattern.Regex(new Regex("^tcp_.*_ops$", RegexOptions.Compiled | RegexOptions.CultureInvariant));
        BtfNamePattern withoutLiteral = BtfNamePattern.Regex(new Regex("^[a-z]+_[a-z]+_(ops?|fn)$", RegexOptions.Compiled | RegexOptions.CultureInvariant));
        BtfNamePattern family = BtfNamePattern.Glob("*_family");

        byte[] name = "task_struct"u8.ToArray();
        byte[][] one = [name];
        return
        [
            new("FindByRegex", 1, () => OurTasks.Search(_btf, withLiteral), null, null, null, null),
            new("FindByRegexNoLiteral", 1, () => OurTasks.Search(_btf, withoutLiteral), null, null, null, null),
            new("FindByScan", 1, () => OurTasks.Find(_scanned, one), null, null, null, null),
            new("OpenAndFindByScan", 1, () => OurTasks.OpenAndScan(Input.Path, name), null, null, null, null),
            new("SearchMembers", 1, () => OurTasks.SearchMembers(_btf, family), null, null, null, null),
        ];
    }

    private PeerTask[] Dumping()
    {
        ArrayBufferWriter<byte> text = new(TextLength);
        return [Whole("DumpC", "dump_c", 1, () => OurTasks.DumpC(_btf, text), 0.5, null)];
    }

    private PeerTask[] Verifying()
    {
        const int times = 8;
        const double mostForKernel = 12_000_000;
        byte[] data = File.ReadAllBytes(Input.Path);
        PeerTask Made(string name, int types, byte[] made) =>
            new(name, types, () => OurTasks.Verify(made), null, null, null, null) { MostNanoseconds = mostForKernel / _btf.TypeCount };

        byte[] eightfold = VerifierInputs.Repeat(data, times);
        return
        [
            new("VerifyKernel", 1, () => OurTasks.Verify(_btf), null, null, null, null) { MostNanoseconds = mostForKernel },
            new("VerifyKernelEightfold", times, () => OurTasks.Verify(eightfold), null, null, null, null) { MostNanoseconds = mostForKernel },
            Made("VerifyChain", GraphSize, VerifierInputs.Chain(GraphSize)),
            Made("VerifyWideStruct", GraphSize, VerifierInputs.WideStruct(GraphSize)),
            Made("VerifyLattice", GraphSize, VerifierInputs.Lattice(GraphSize)),
            Made("VerifyLoops", GraphSize, VerifierInputs.Loops(GraphSize)),
            Made("VerifyArrays", GraphSize, VerifierInputs.Arrays(GraphSize)),
        ];
    }

    private PeerTask ByIds(string name, string function, uint[] ids, Func<uint[], ulong> ours, double? mostOfLibbpf, double? mostOfLimit)
    {
        uint* first = (uint*)Marshal.UnsafeAddrOfPinnedArrayElement(ids, 0);
        Func<ulong>? Peer(string side, void* handle)
        {
            if (handle == null)
            {
                return null;
            }

            var call = (delegate* unmanaged<void*, uint*, long, ulong>)NativePeer.Function($"{side}_{function}");
            return () => call(handle, first, ids.Length);
        }

        return new PeerTask(name, ids.Length, () => ours(ids), Peer("libbpf", _libbpf), Peer("limit", _limit), mostOfLibbpf, mostOfLimit);
    }

    private PeerTask Whole(string name, string function, double operations, Func<ulong> ours, double? mostOfLibbpf, double? mostOfLimit)
    {
        Func<ulong>? Peer(string side, void* handle)
        {
            nint address = handle == null ? 0 : NativePeer.TryFunction($"{side}_{function}");
            if (address == 0)
            {
                return null;
            }

            var call = (delegate* unmanaged<void*, ulong>)address;
            return () => call(handle);
        }

        return new PeerTask(name, operations, ours, Peer("libbpf", _libbpf), Peer("limit", _limit), mostOfLibbpf, mostOfLimit);
    }

    private Func<ulong>? Opened(string side, void* available)
    {
        if (available == null)
        {
            return null;
        }

        var open = (delegate* unmanaged<byte*, void*>)NativePeer.Function($"{side}_open");
        var count = (delegate* unmanaged<void*, ulong>)NativePeer.Function($"{side}_count");
        var close = (delegate* unmanaged<void*, void>)NativePeer.Function($"{side}_close");
        return () =>
        {
            void* opened = open(_path);
            ulong types = count(opened);
            close(opened);
            return types;
        };
    }

    private PeerTask BuildNameIndex()
    {
        BtfObject? btf = null;
        var build = (delegate* unmanaged<void*, int>)NativePeer.Function("limit_build_names");
        return new PeerTask("BuildNameIndex", 1, () => OurTasks.BuildNameIndex(btf!), null, () => build(_limit) == 0 ? (ulong)_btf.TypeCount : 0, null, 1.2)
        {
            Prepare = () =>
            {
                btf?.Dispose();
                btf = BtfObject.Open(Input.Path);
            },
        };
    }

    private Func<ulong> FindAtLimit(byte[][] names)
    {
        var find = (delegate* unmanaged<void*, byte**, ulong*, long, ulong>)NativePeer.Function("limit_find");
        byte** starts = (byte**)NativeMemory.Alloc((nuint)names.Length, (nuint)sizeof(byte*));
        ulong* lengths = (ulong*)NativeMemory.Alloc((nuint)names.Length, sizeof(ulong));
        for (int i = 0; i < names.Length; i++)
        {
            starts[i] = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(names[i], 0);
            lengths[i] = (ulong)names[i].Length;
        }

        return () => find(_limit, starts, lengths, names.Length);
    }

    private ulong FindInLibbpf(byte[][] terminated)
    {
        var find = (delegate* unmanaged<void*, byte*, ulong>)NativePeer.Function("libbpf_find");
        ulong sum = 0;
        foreach (byte[] name in terminated)
        {
            fixed (byte* start = name)
            {
                sum += find(_libbpf, start);
            }
        }

        return sum;
    }

    private static uint[] Pinned(Func<int, uint> id)
    {
        uint[] ids = GC.AllocateUninitializedArray<uint>(IdCount, pinned: true);
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = id(i);
        }

        return ids;
    }

    private static byte[] Pinned(ReadOnlySpan<byte> name)
    {
        byte[] copy = GC.AllocateUninitializedArray<byte>(name.Length, pinned: true);
        name.CopyTo(copy);
        return copy;
    }

    private byte[][] Names(Random random)
    {
        var names = new List<byte[]>();
        while (names.Count < NameCount)
        {
            BtfString name = _btf[(uint)random.Next(1, _btf.TypeCount + 1)].Name;
            if (!name.IsEmpty)
            {
                names.Add(Pinned(name.Utf8));
            }
        }

        return [.. names];
    }
}
