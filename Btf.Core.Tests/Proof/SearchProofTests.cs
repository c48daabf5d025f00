using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Compares searches by every kind of pattern with a walk over everything.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class SearchProofTests
{
    private static readonly BtfKinds[] _kinds = [BtfKinds.All, BtfKinds.Struct, BtfKinds.Composite, BtfKinds.Func, BtfKinds.Nameable & ~BtfKinds.Typedef, BtfKinds.None];

    private static readonly (BtfNamePattern Pattern, Func<string, bool> IsMatch)[] _patterns =
    [
        (BtfNamePattern.Exact("int"), name => name == "int"),
        (BtfNamePattern.Exact("shared"), name => name == "shared"),
        (BtfNamePattern.Exact("no_such_name"), _ => false),
        (BtfNamePattern.Exact("sk_family"), name => name == "sk_family"),
        (BtfNamePattern.Prefix("s"), name => name.StartsWith('s')),
        (BtfNamePattern.Prefix("from_"), name => name.StartsWith("from_", StringComparison.Ordinal)),
        (BtfNamePattern.Prefix("BPF_PROG_TYPE_"), name => name.StartsWith("BPF_PROG_TYPE_", StringComparison.Ordinal)),
        (BtfNamePattern.Glob("*"), _ => true),
        (BtfNamePattern.Glob("*_ops"), name => name.EndsWith("_ops", StringComparison.Ordinal)),
        (BtfNamePattern.Glob("?"), name => name.EnumerateRunes().Count() == 1),
        (BtfNamePattern.Glob("s*_*k"), name => Regex.IsMatch(name, @"\As.*_.*k\z", RegexOptions.Singleline)),
        (BtfNamePattern.Regex(new Regex("^tcp_.*_ops$")), name => Regex.IsMatch(name, "^tcp_.*_ops$")),
        (BtfNamePattern.Regex(new Regex("[a-z]+_(t|s)$", RegexOptions.NonBacktracking)), name => Regex.IsMatch(name, "[a-z]+_(t|s)$")),
    ];

    private static IEnumerable<TestCaseData> Files => Corpus.Cases(file =>
        !file.IsRelocated && (file.BasePath is null || file.Path.StartsWith("btf-rs/btf/", StringComparison.Ordinal)) && file.TypeCount < 30_000);

    [TestCaseSource(nameof(Files))]
    public void A_file_gives_what_a_walk_does_in_either_byte_order(CorpusFile file)
    {
        foreach (bool swapped in new[] { false, true })
        {
            using BtfObject btf = CorpusObjects.Open(file, swapped);
            AssertSearches(btf);
        }
    }

    [TestCase("kinds-el.btf")]
    [TestCase("kinds-eb.btf")]
    public void The_fixture_gives_what_a_walk_does(string fixture)
    {
        using BtfObject btf = BtfObject.Open(Fixture.PathOf(fixture));

        AssertSearches(btf);
    }

    [Test]
    public void A_chain_of_splits_gives_what_a_walk_does([Values] bool bigEndian)
    {
        using SplitChain chain = new(bigEndian);

        AssertSearches(chain.Top);
        AssertSearches(chain.Middle);
        AssertSearches(chain.Root);
    }

    [TestCase("kernels/amd64-7.3.4+deb13/modules/wireguard.btf")]
    [TestCase("kernels/s390x-6.12.107+deb13/modules/nf_tables.btf")]
    public void A_module_over_its_kernel_gives_what_a_walk_does(string path)
    {
        using BtfObject btf = CorpusObjects.Open(Corpus.Find(path));

        AssertSearches(btf);
    }

    [Test]
    public void The_running_kernel_gives_what_a_walk_does()
    {
        using BtfObject btf = BtfObject.Open(Oracles.KernelBtf());

        AssertSearches(btf);
    }

    [Test]
    public void A_kernel_tells_which_structure_has_a_member_and_which_enumeration_a_value()
    {
        BtfObject kernel = CorpusObjects.Base("kernels/amd64-6.12.107+deb13/vmlinux.btf", swapped: false);
        List<string> owners = [];
        foreach (BtfMember member in kernel.SearchMembers(BtfNamePattern.Glob("*_family")))
        {
            owners.Add($"{member.DeclaringType.Name}.{member.Name}");
        }

        List<string> enumerations = [];
        foreach (BtfEnumValue value in kernel.SearchEnumValues(BtfNamePattern.Exact("BPF_PROG_TYPE_XDP")))
        {
            enumerations.Add($"{value.DeclaringType.Name} {value.UnsignedValue}");
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(owners, Has.Member("sock_common.skc_family").And.Member("sockaddr_in6.sin6_family"));
            Assert.That(enumerations, Is.EqualTo(["bpf_prog_type 6"]));
        }
    }

    private static void AssertSearches(BtfObject btf)
    {
        NameWalk walk = new(btf);
        using (Assert.EnterMultipleScope())
        {
            foreach ((BtfNamePattern pattern, Func<string, bool> isMatch) in _patterns)
            {
                Assert.That(btf.SearchMembers(pattern).ToPlaces().SequenceEqual(walk.Members(isMatch)), $"members {pattern}");
                Assert.That(btf.SearchEnumValues(pattern).ToPlaces().SequenceEqual(walk.Values(isMatch)), $"values {pattern}");
                foreach (BtfKinds kinds in _kinds)
                {
                    Assert.That(btf.SearchTypes(pattern).OfKinds(kinds).ToIds().SequenceEqual(walk.Types(isMatch, kinds)), $"{kinds} {pattern}");
                }
            }
        }
    }
}
