using Btf.Explorer.Texts;

namespace Btf.Explorer.Tests.Components;

public sealed class CodeTextTests
{
    [TestCase("struct sock *sk;", "struct sock")]
    [TestCase("u32 u32;", "u32")]
    [TestCase("const cpumask_t  *  mask; /* u32 */", "cpumask_t")]
    [TestCase("void (*ready)(struct sock *sk, size_t len, u8);", "struct sock|size_t|u8")]
    [TestCase("int f(struct msghdr *msg, size_t size);", "struct msghdr|size_t")]
    [TestCase("struct { u32 len; union { u8 a; }; } queue;", "u32|u8")]
    [TestCase("enum state { u32 = 1, u8 = 2, };", "enum state")]
    [TestCase("typedef struct spinlock spinlock_t;", "struct spinlock")]
    [TestCase("long unsigned int  flags;", "")]
    public void Types_are_linked_and_members_are_not(string text, string expected)
    {
        List<string> linked = [];
        CodeText code = new(text, (kinds, name) =>
        {
            linked.Add(kinds.Includes(BtfKind.Struct) ? $"struct {name}" : kinds.Includes(BtfKind.Enum) ? $"enum {name}" : name);
            return "#";
        });
        IReadOnlyList<CodeSegment> segments = code.Cut();

        Assert.That(string.Join('|', linked), Is.EqualTo(expected));
        Assert.That(string.Concat(segments.Select(segment => segment.Text)), Is.EqualTo(text));
    }

    [Test]
    public void A_long_text_is_cut_in_slices_and_what_is_not_cut_yet_is_there()
    {
        string text = string.Concat(Enumerable.Range(0, 1000).Select(i => $"\tstruct s{i} *member{i}; /* {i * 8} 8 */\n"));
        CodeText whole = new(text, (_, name) => name);
        CodeText sliced = new(text, (_, name) => name);
        List<CodeSegment> segments = [];
        int slices = 0;
        while (sliced.Rest.Length > 0)
        {
            segments.AddRange(sliced.Cut(() => true));
            slices++;
            Assert.That(text, Does.EndWith(sliced.Rest));
            Assert.That(segments.Sum(segment => segment.Text.Length) + sliced.Rest.Length, Is.EqualTo(text.Length));
        }

        Assert.That(slices, Is.GreaterThan(100));
        Assert.That(segments, Is.EqualTo(whole.Cut()));
    }

    [Test]
    public void Any_text_is_cut_into_pieces_that_make_it_up([Values("", "/*", "}}}((", "struct", "enum {{{", "_\u202e/**/struct x")] string text) =>
        Assert.That(string.Concat(new CodeText(text, (_, _) => null).Cut().Select(segment => segment.Text)), Is.EqualTo(text));
}
