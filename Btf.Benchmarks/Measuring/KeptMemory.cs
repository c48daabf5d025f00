using System.Globalization;
using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>Measures the managed and native memory that an open object keeps, without the file's own pages.</summary>
/// <remarks>
/// It reads the kernel's count of this process's anonymous pages (<c>/proc/self/smaps_rollup</c>), which are neither code nor a mapped file, before and
/// after opening many objects, with all garbage collected. The count comes from no allocator or runtime, so it leaves nothing out; unused parts of
/// pages count as well.
/// </remarks>
internal static unsafe class KeptMemory
{
    public const string Name = "KeptMemory";
    public const string NameWithNames = "KeptMemoryWithNames";

    private const int Objects = 32;
    private const double BytesPerType = 4.2;
    private const double BytesPerNamedType = 8;

    /// <summary>Measures the two bars: for an open object, and for one with its index of names.</summary>
    public static BarLine[] Measure(PeerInput input)
    {
        string path = input.Files.Kernel;
        int named = CountNamed(input.Btf);
        double most = BytesPerType * input.Btf.TypeCount;
        double mostWithNames = most + BytesPerNamedType * named;

        // The first round includes memory that is allocated once for all objects.
        Keep(() => Opened(path, withNames: true));
        double kept = Keep(() => Opened(path, withNames: false));
        double keptWithNames = Keep(() => Opened(path, withNames: true));
        string peer = Quantity.Size(KeptByLibbpf(path));
        return
        [
            new(Name, Quantity.Size(kept), peer, Quantity.None, Quantity.None, Quantity.Size(most), kept <= most),
            new(NameWithNames, Quantity.Size(keptWithNames), peer, Quantity.None, Quantity.None, Quantity.Size(mostWithNames), keptWithNames <= mostWithNames),
        ];
    }

    private static BtfObject Opened(string path, bool withNames)
    {
        BtfObject btf = BtfObject.Open(path);
        if (withNames)
        {
            OurTasks.BuildNameIndex(btf);
        }

        return btf;
    }

    private static double Keep(Func<BtfObject> open)
    {
        var kept = new BtfObject[Objects];
        long before = AnonymousBytes();
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = open();
        }

        double each = (double)(AnonymousBytes() - before) / Objects;
        foreach (BtfObject btf in kept)
        {
            btf.Dispose();
        }

        return each;
    }

    private static double? KeptByLibbpf(string path)
    {
        var open = (delegate* unmanaged<byte*, void*>)NativePeer.TryFunction("libbpf_open");
        if (open == null)
        {
            return null;
        }

        var close = (delegate* unmanaged<void*, void>)NativePeer.Function("libbpf_close");
        byte[] terminated = PeerInput.Terminated(path);
        void** kept = stackalloc void*[Objects];
        long before = AnonymousBytes();
        for (int i = 0; i < Objects; i++)
        {
            kept[i] = open(PeerInput.Start(terminated));
        }

        double each = (double)(AnonymousBytes() - before) / Objects;
        for (int i = 0; i < Objects; i++)
        {
            close(kept[i]);
        }

        return each;
    }

    private static int CountNamed(BtfObject btf)
    {
        int count = 0;
        foreach (BtfType type in btf.Types)
        {
            count += type.NameOffset != 0 ? 1 : 0;
        }

        return count;
    }

    private static long AnonymousBytes()
    {
        // Twice, because memory that finalizers release is free only after they have run.
        for (int i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        string line = File.ReadLines("/proc/self/smaps_rollup").First(line => line.StartsWith("Anonymous:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
