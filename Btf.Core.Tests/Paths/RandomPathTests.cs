using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Paths from random walks over types must lead to the places of the walk.</summary>
[TestFixture]
public sealed class RandomPathTests
{
    private const int Count = 5000;

    [Test]
    public void Random_paths_of_the_running_kernel_lead_to_where_the_walk_ended() => Check(File.ReadAllBytes(Oracles.KernelBtf()));

    [TestCase("kernels/vm-6.18.44/vmlinux.btf")]
    [TestCase(Corpus.BulkBasePath)]
    public void Random_paths_of_a_corpus_kernel_lead_to_where_the_walk_ended(string path) => Check(Corpus.ReadBtf(path));

    [Test]
    public void Random_paths_of_a_big_endian_kernel_lead_to_where_the_walk_ended()
    {
        SharedData.Require();
        CorpusFile file = Corpus.Files.First(file => file.Kind == "vmlinux" && file.IsBigEndian);
        Check(Corpus.ReadBtf(file.Path));
    }

    private static void Check(byte[] data)
    {
        using BtfObject btf = BtfObject.FromMemory(data);
        var random = new Random(7);
        var wrong = new List<string>();
        int made = 0, crossed = 0, indexed = 0, anonymous = 0, deep = 0;
        while (made < Count && wrong.Count < 10)
        {
            BtfType start = btf[(uint)random.Next(1, (int)btf.NextTypeId)];
            var walk = new RandomPath(start, random);
            if (IsPreferred(btf, start) && walk.TryWalk())
            {
                made++;
                crossed += walk.Pointers > 0 ? 1 : 0;
                indexed += walk.Path.Contains('[', StringComparison.Ordinal) ? 1 : 0;
                anonymous += walk.LookedThrough > 0 ? 1 : 0;
                deep += walk.Deep > 0 ? 1 : 0;
                bool resolved = btf.TryResolvePath(walk.Path, out BtfMemberPath result, out BtfPathError error);
                if (!resolved || result.BitOffset != walk.BitOffset || result.Type != walk.Type || result.PointersCrossed != walk.Pointers)
                {
                    wrong.Add($"{walk.Path}: {walk.BitOffset}, but {result.BitOffset} {error.Message}");
                }

                // Paths of names alone are followed in another way.
                string rest = walk.Path[start.Name.ToString().Length..].TrimStart('.');
                if (resolved && start.ResolvePath(rest) is var relative && Numbers(relative) != Numbers(result))
                {
                    wrong.Add($"{rest} from [{start.Id}]: {Numbers(result)}, but {Numbers(relative)}");
                }
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That((int[])[crossed, indexed, anonymous], Has.All.GreaterThan(Count / 50), "of each there are some");
        Assert.That(deep, Is.GreaterThan(Count / 1000), "rarer: pointers to pointers or arrays");
    }

    private static (uint, BtfMember?, ulong, ulong, bool, int) Numbers(BtfMemberPath path) =>
        (path.Type.Id, path.Member, path.BitOffset, path.BitSize, path.IsBitfield, path.PointersCrossed);

    private static bool IsPreferred(BtfObject btf, BtfType type) =>
        type.Kind == BtfKind.Struct && !type.Name.IsEmpty && btf.FindTypes(type.Name.Utf8).OfKinds(BtfKinds.Struct).Count() == 1;
}
