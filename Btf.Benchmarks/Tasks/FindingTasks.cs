using System.Text;
using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>Tasks that find types by name, with and without the index, and that build the index.</summary>
/// <remarks>
/// The limit is a half-empty table of all named types. It is stricter than a fair peer, because it does less than a reader of unknown input must do: its hash has
/// no secret seed, it does not bound the run of slots of one frequent name, and it knows only one object, while ours continues with the base. The
/// bars compare with it nevertheless.
/// </remarks>
internal static class FindingTasks
{
    private const double MostOfLimit = 1.15;
    private const double MillisecondsToBuild = 3;

    public static PeerTask FindByName(PeerInput input) => Finding(input, nameof(FindByName), input.ExistingNames);

    public static PeerTask FindByNameMissing(PeerInput input) => Finding(input, nameof(FindByNameMissing), input.MissingNames);

    public static PeerTask FindByNameFew(PeerInput input)
    {
        byte[][] few = Few(input);
        return new PeerTask(nameof(FindByNameFew), few.Length, () => OurTasks.Find(input.Btf, few)) { Libbpf = new PeerCalls(input).FindingInLibbpf(few), IsLookup = true };
    }

    public static PeerTask BuildNameIndex(PeerInput input)
    {
        BtfObject? btf = null;
        return new PeerTask(nameof(BuildNameIndex), 1, () => OurTasks.BuildNameIndex(btf!))
        {
            Limit = new PeerCalls(input).BuildingNamesAtLimit((ulong)input.Btf.TypeCount),
            MostOfLimit = 1.2,
            MostNanoseconds = AbsoluteBar.For(input.Btf.TypeCount, MillisecondsToBuild),
            Prepare = () =>
            {
                btf?.Dispose();
                btf = BtfObject.Open(input.Files.Kernel);
            },
        };
    }

    public static PeerTask FindByScan(PeerInput input)
    {
        byte[][] few = Few(input);
        return new PeerTask(nameof(FindByScan), few.Length, () => OurTasks.Find(input.Scanned, few)) { Libbpf = new PeerCalls(input).FindingInLibbpf(few), IsLookup = true };
    }

    public static PeerTask OpenAndFindByScan(PeerInput input)
    {
        byte[] name = Encoding.UTF8.GetBytes(FirstQuestion.Choose(input.Btf).Name);
        return new PeerTask(nameof(OpenAndFindByScan), 1, () => OurTasks.OpenAndScan(input.Files.Kernel, name));
    }

    private static byte[][] Few(PeerInput input) => [.. input.ExistingNames.Take(input.Sizes.NamesForLibbpf)];

    private static PeerTask Finding(PeerInput input, string name, byte[][] names) => new(name, names.Length, () => OurTasks.Find(input.Btf, names))
    {
        Limit = new PeerCalls(input).FindingAtLimit(names),
        MostOfLimit = MostOfLimit,
        IsLookup = true,
    };
}
