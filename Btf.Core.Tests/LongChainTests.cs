using System.Buffers;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Chains of objects, each split from the one before. Each call runs on a small stack, to show that nothing recurses along the bases.</summary>
[TestFixture]
public sealed class LongChainTests
{
    private const int Length = 10_000;

    // A shorter chain for calls that walk from each object over all below it. Recursion over so many objects would not fit the stack either.
    private const int ShortLength = 2_000;
    private const uint StructName = 6;
    private const uint MemberName = 13;
    private const uint TypedefName = 27;
    private const int StackLength = 128 * 1024;

    private static readonly Dictionary<string, Func<BtfObject, object>> _questions = new()
    {
        ["the pointer size"] = top => top.PointerSize,
        ["an alignment"] = top => top[top.NextTypeId - 1].Alignment,
        ["a size"] = top => top[top.NextTypeId - 2].SizeInBytes,
        ["the name of the first type"] = top => top[1].Name.ToString(),
        ["the bytes of a name"] = top => top[1].Name.Utf8.Length,
        ["a type's text"] = top => top[top.NextTypeId - 1].ToString().Length > 0,
        ["a name at the bottom"] = top => top.FindType("long", BtfKind.Int).Id,
        ["a name that is missing"] = top => top.TryFindType("missing", BtfKind.Int, out _),
        ["the target's target"] = top => top[top.NextTypeId - 1].Target.Target.Id,
        ["the order of names"] = top => top.IsSortedByName,
        ["whether the base is wrong"] = top => top.LooksLikeWrongBase(),
        ["what the verifier says"] = top => BtfVerifier.Verify(top).IsNone,
        ["a path"] = top => top[top.NextTypeId - 2].ResolvePath("shared_member").BitOffset,
        ["raw text"] = top => Written(writer => BtfDump.WriteRaw(top, writer)) > 0,
        ["JSON"] = top => Written(writer => BtfDump.WriteJson(top, writer)) > 0,
        ["a layout"] = top => Written(writer => BtfDump.WriteLayout(top[top.NextTypeId - 2], writer)) > 0,
        ["the bytes of the indexes"] = top => top.IndexByteCount > 0,
    };

    private static readonly Dictionary<string, Func<BtfObject, object>> _widerQuestions = new()
    {
        ["referrers of the first type"] = top => top.FindReferrers(top[1]).Count(),
        ["referrers of the last type"] = top => top.FindReferrers(top[top.NextTypeId - 1]).Count(),
        ["a name that each object has"] = top => top.FindTypes("shared").Count(),
        ["functions that take a type"] = top => top.FindFunctionsTaking(top[1]).Count(),
        ["a search"] = top => top.SearchTypes(BtfNamePattern.Prefix("sh")).Count(),
        ["a search for members"] = top => top.SearchMembers(BtfNamePattern.Prefix("sh")).Count(),
        ["a path from a name"] = top => top.TryResolvePath("shared.shared_member", out _, out _),
        ["a walk over all types"] = top => Walk(top),
        ["C of one type"] = top => Written(writer => BtfDump.WriteC([top[1]], writer)) > 0,
        ["C"] = top => Refused(() => Written(writer => BtfDump.WriteC(top, writer))),
    };

    private readonly List<BtfObject> _chain = [];

    private static IEnumerable<string> Questions => _questions.Keys;

    private static IEnumerable<string> WiderQuestions => _widerQuestions.Keys;

    private BtfObject Top => _chain[^1];

    [OneTimeSetUp]
    public void Open()
    {
        BtfBuilder builder = new();
        uint word = builder.AddInt("long", 8);
        builder.AddStruct("shared", 8, ("shared_member", word, 0));
        builder.AddTypedef("first", word);
        _chain.Add(BtfObject.FromMemory(builder.ToArray()));
        for (int i = 1; i < Length; i++)
        {
            // All names are in the first object, so each split object is a header and two records.
            BtfBuilder split = new(_chain[^1]);
            split.AddRaw(StructName, RawBtf.Info(BtfKind.Struct, 1), 8, MemberName, word, 0);
            split.AddRaw(TypedefName, RawBtf.Info(BtfKind.Typedef), _chain[^1].NextTypeId - 1);
            _chain.Add(BtfObject.FromMemory(split.ToArray(), _chain[^1]));
        }
    }

    [OneTimeTearDown]
    public void Close() => _chain.ForEach(part => part.Dispose());

    [TestCaseSource(nameof(Questions))]
    public void The_top_answers(string question) => AssertAnswers(_questions[question], Top);

    [TestCaseSource(nameof(WiderQuestions))]
    public void The_top_of_a_shorter_chain_answers(string question) => AssertAnswers(_widerQuestions[question], _chain[ShortLength]);

    private static void AssertAnswers(Func<BtfObject, object> question, BtfObject top)
    {
        object? answer = null;
        Exception? thrown = null;
        Thread asking = new(() =>
        {
            try
            {
                answer = question(top);
            }
            catch (Exception e)
            {
                thrown = e;
            }
        }, StackLength) { IsBackground = true };
        asking.Start();

        Assert.That(asking.Join(TimeSpan.FromSeconds(20)), Is.True, "It takes too long.");
        Assert.That(thrown, Is.Null);
        TestContext.Out.WriteLine(answer);
    }

    [Test]
    public void The_answers_are_right()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Top.PointerSize, Is.EqualTo(8));
            Assert.That(Top[Top.NextTypeId - 1].Alignment, Is.EqualTo(8u));
            Assert.That(_chain[ShortLength].FindTypes("shared").Count(), Is.EqualTo(ShortLength + 1));
            Assert.That(_chain[ShortLength].FindReferrers(Top[1]).Count(), Is.EqualTo(ShortLength + 2));
            Assert.That(Top[Top.NextTypeId - 1].Target.Id, Is.EqualTo(Top.NextTypeId - 3));
            Assert.That(() => Top[Top.NextTypeId - 1].SizeInBytes, Throws.TypeOf<BtfFormatException>());
        }
    }

    [Test]
    public void Parts_are_found_from_below_and_above()
    {
        BtfObject top = Top;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(top.Root, Is.SameAs(_chain[0]));
            Assert.That(top.SplitOf(top), Is.Null);
            Assert.That(Enumerable.Range(0, Length - 1).All(i => top.SplitOf(_chain[i]) == _chain[i + 1]), Is.True);
            Assert.That(_chain.TrueForAll(top.HasInChain), Is.True);
            Assert.That(_chain[5].HasInChain(_chain[6]), Is.False);
        }
    }

    // C follows no more than 1,024 references in a row.
    private static string Refused(Func<long> write)
    {
        try
        {
            return $"{write()} bytes, where it should be refused.";
        }
        catch (BtfFormatException e) when (e.Error.Code == BtfErrorCode.ReferenceLoop)
        {
            return e.Message;
        }
    }

    private static uint Walk(BtfObject top)
    {
        uint sum = 0;
        foreach (BtfType type in top.AllTypes)
        {
            sum += type.NameOffset;
        }

        return sum;
    }

    private static long Written(Action<ArrayBufferWriter<byte>> write)
    {
        ArrayBufferWriter<byte> writer = new();
        write(writer);
        return writer.WrittenCount;
    }
}
