using System.Collections.Concurrent;
using System.Diagnostics;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>
/// Objects are closed during the first call of a kind in other threads, which builds an index or searches everything. Each result must be right or an
/// <see cref="ObjectDisposedException"/>, and an object that stays open must never keep a wrong result.
/// </summary>
[TestFixture]
[NonParallelizable]
public sealed class FirstLookUpRaceTests
{
    private const int Readers = 4;
    private const int Names = 20_000;

    private static readonly int _rounds = LongRun.Rounds(usual: 12, many: 200);
    private static readonly BtfNamePattern _pattern = BtfNamePattern.Glob("name*9");

    private static readonly Dictionary<string, Func<BtfObject, object>> _questions = new()
    {
        ["a name"] = btf => btf.TryFindType("zz_last", BtfKind.Struct, out BtfType type) ? type.Id : 0,
        ["a name by FindType"] = btf => btf.FindType("zz_last", BtfKind.Struct).Id,
        ["all types of a name"] = btf => btf.FindTypes("shared").Count(),
        ["a name that is missing"] = btf => btf.FindTypes("missing").Count(),
        ["types without a name"] = btf => btf.FindTypes("").Count(),
        ["referrers"] = btf => btf.FindReferrers(btf[2]).Count(),
        ["each referrer"] = btf => Sum(btf),
        ["an alignment"] = btf => btf[btf.NextTypeId - 2].Alignment,
        ["an alignment, tried"] = btf => btf[btf.NextTypeId - 2].TryGetAlignment(out uint alignment) ? alignment : 0,
        ["a size"] = btf => btf[btf.NextTypeId - 2].TryGetSizeInBytes(out uint size) ? size : 0,
        ["the pointer size"] = btf => btf.PointerSize,
        ["the order of names"] = btf => btf.IsSortedByName,
        ["a search"] = btf => btf.SearchTypes(_pattern).Count(),
        ["a search for members"] = btf => btf.SearchMembers(_pattern).Count(),
        ["functions that take a type"] = btf => btf.FindFunctionsTaking(btf[2]).Count(),
        ["kfuncs"] = btf => btf.FindKfuncs().Count(),
        ["a path"] = btf => btf.TryResolvePath("zz_last.inner.name1", out BtfMemberPath path, out _) ? path.BitOffset : 0,
        ["the right base"] = btf => btf.LooksLikeWrongBase(),
        ["what is wrong"] = btf => BtfVerifier.Verify(btf).IsNone,
    };

    private TemporaryFolder _folder = null!;
    private string _base = null!;
    private string _split = null!;

    private static IEnumerable<string> Questions => _questions.Keys;

    [OneTimeSetUp]
    public void Write()
    {
        _folder = new TemporaryFolder();
        BtfBuilder builder = new();
        string[] names = [.. Enumerable.Range(0, Names).Select(i => $"name{i}").Order(StringComparer.Ordinal)];
        foreach (string name in names)
        {
            builder.AddString(name);
        }

        foreach (string name in (string[])["shared", "zz_last", "long unsigned int", "bpf_kfunc", "inner"])
        {
            builder.AddString(name);
        }

        // The base has no pointer size, so the split object must find its own, by a name in the base's strings.
        Fill(builder, names, pointerSize: 0);
        _base = _folder.Write("base", builder.ToArray());
        using BtfObject below = builder.ToObject();
        BtfBuilder split = new(below);
        Fill(split, names, pointerSize: 4);
        _split = _folder.Write("split", split.ToArray());
    }

    [OneTimeTearDown]
    public void Delete() => _folder?.Dispose();

    [TestCaseSource(nameof(Questions))]
    public void An_object_that_closes_answers_rightly_or_that_it_is_closed(string question)
    {
        using BtfObject intact = BtfObject.Open(_base);
        object expected = _questions[question](intact);
        TimeSpan first = TimeOf(() => BtfObject.Open(_base), question);
        ConcurrentBag<string> complaints = [];
        for (int round = 0; round < _rounds && complaints.IsEmpty; round++)
        {
            using BtfObject btf = BtfObject.Open(_base, Options(round));
            Race(btf, btf, question, expected, first * (1.2 * round / _rounds), complaints);
            if (Ask(btf, question) is { } answer)
            {
                complaints.Add($"The closed object answers {answer}.");
            }
        }

        Assert.That(complaints, Is.Empty);
    }

    [TestCaseSource(nameof(Questions))]
    public void An_object_whose_base_closes_answers_rightly_or_that_it_is_closed(string question)
    {
        using BtfObject intactBase = BtfObject.Open(_base);
        using BtfObject intact = BtfObject.OpenSplit(_split, intactBase);
        object expected = _questions[question](intact);
        TimeSpan first = TimeOf(() => BtfObject.OpenSplit(_split, intactBase), question);
        ConcurrentBag<string> complaints = [];
        int kept = 0;
        for (int round = 0; round < _rounds && complaints.IsEmpty; round++)
        {
            using BtfObject below = BtfObject.Open(_base, Options(round));
            using BtfObject btf = BtfObject.OpenSplit(_split, below, Options(round));
            Race(btf, below, question, expected, first * (1.2 * round / _rounds), complaints);
            object? answer = Ask(btf, question);
            kept += answer is null ? 0 : 1;
            if (answer is not null && !answer.Equals(expected))
            {
                complaints.Add($"The object that is open answers {answer} for good, not {expected}.");
            }
        }

        Assert.That(complaints, Is.Empty);
        TestContext.Out.WriteLine($"{kept} of {_rounds} objects still knew the answer.");
    }

    [Test]
    public void A_split_that_is_opened_while_its_base_closes_is_right_or_refused()
    {
        using BtfObject intactBase = BtfObject.Open(_base);
        using BtfObject intact = BtfObject.OpenSplit(_split, intactBase);
        uint expected = intact.NextTypeId;
        for (int round = 0; round < _rounds; round++)
        {
            BtfObject below = BtfObject.Open(_base);
            Thread closing = new(below.Dispose);
            closing.Start();
            Thread.SpinWait(round * 100);
            try
            {
                using BtfObject split = BtfObject.OpenSplit(_split, below);

                Assert.That(split.NextTypeId, Is.EqualTo(expected));
            }
            catch (ObjectDisposedException)
            {
                // The base was closed first.
            }

            closing.Join();
        }
    }

    private static void Race(BtfObject btf, BtfObject closing, string question, object expected, TimeSpan delay, ConcurrentBag<string> complaints)
    {
        using Barrier start = new(Readers + 1);
        Thread[] readers = [.. Enumerable.Range(0, Readers).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                for (int i = 0; i < 100 && Ask(btf, question) is { } answer; i++)
                {
                    if (!answer.Equals(expected))
                    {
                        complaints.Add($"{answer} instead of {expected}");
                    }
                }
            }
            catch (Exception e)
            {
                complaints.Add(e.ToString());
            }
        }))];
        foreach (Thread reader in readers)
        {
            reader.Start();
        }

        start.SignalAndWait();
        long from = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(from) < delay)
        {
            Thread.SpinWait(10);
        }

        closing.Dispose();
        foreach (Thread reader in readers)
        {
            reader.Join();
        }
    }

    /// <summary>Returns the answer; null if the object is closed.</summary>
    private static object? Ask(BtfObject btf, string question)
    {
        try
        {
            return _questions[question](btf);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    private static TimeSpan TimeOf(Func<BtfObject> open, string question)
    {
        _ = Ask(open(), question);
        using BtfObject btf = open();
        long from = Stopwatch.GetTimestamp();
        _ = Ask(btf, question);
        return Stopwatch.GetElapsedTime(from);
    }

    // Mapped and copied memory are closed differently, and names are found differently with and without an index.
    private static BtfOpenOptions Options(int round) => new()
    {
        MemoryMode = round % 2 == 0 ? BtfMemoryMode.Map : BtfMemoryMode.Copy,
        NameLookup = round % 3 == 0 ? NameLookup.Scan : NameLookup.Index,
    };

    private static long Sum(BtfObject btf)
    {
        long sum = 0;
        foreach (BtfType type in btf.FindReferrers(btf[2]))
        {
            sum += type.Id;
        }

        return sum;
    }

    private static void Fill(BtfBuilder builder, string[] names, uint pointerSize)
    {
        uint number = builder.AddRaw(0, RawBtf.Info(BtfKind.Int), 4, 32);
        _ = builder.AddRaw(0, RawBtf.Info(BtfKind.Int), 1, 8);
        for (int i = 0; i < names.Length; i++)
        {
            switch (i % 8)
            {
                case 0:
                    builder.AddTypedef(names[i], 2);
                    break;
                case 1:
                    builder.AddStruct(names[i], 8, (names[i], number, 0), (names[(i + 1) % names.Length], 2u, 32));
                    break;
                case 2:
                    builder.AddFunction(names[i], builder.AddFunctionPrototype(0, ("", 2u)));
                    break;
                default:
                    builder.AddInt(names[i], 4);
                    break;
            }
        }

        for (int i = 0; i < 3; i++)
        {
            builder.AddFloat("shared", 8);
        }

        if (pointerSize != 0)
        {
            builder.AddInt("long unsigned int", pointerSize);
        }

        builder.AddDeclTag("bpf_kfunc", builder.AddFunction("with_tag", builder.AddFunctionPrototype(0)));
        uint inner = builder.AddStruct("inner", 8, ("name0", number, 0), ("name1", number, 32));
        builder.AddStruct("zz_last", 16, ("inner", inner, 64), ("first", builder.AddPointer(number), 0));
        uint next = builder.NextTypeId;
        builder.AddArray(next - 2, number, 3);
        builder.AddPointer(next);
    }
}
