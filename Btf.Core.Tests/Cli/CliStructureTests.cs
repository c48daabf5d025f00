using System.Text.Json;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>Questions about structures and functions.</summary>
[TestFixture]
public sealed class CliStructureTests
{
    [Test]
    public void Several_names_are_shown_and_those_missing_reported()
    {
        ProcessResult result = BtfTool.Ask("show", "struct", "list_head", "tcp_sendmsg", "no_such", BtfTool.Sample);

        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((1, "btf: No type is named 'no_such'.\n")));
        Assert.That(result.Text, Does.Match(@"\A/\* .*sample\.btf \[\d+\] \*/\nstruct list_head \{\n[^}]+\};\n\n/\* .*sample\.btf \[\d+\] \*/\nint tcp_sendmsg\("));
    }

    [Test]
    public void Layouts_are_hexadecimal_and_expanded()
    {
        Assert.That(BtfTool.Ask("show", "sk_buff", "--hex", BtfTool.Sample).Text, Does.Match(@"/\* +0x[0-9a-f]+ +0x[0-9a-f]+ \*/"));
        Assert.That(BtfTool.Ask("show", "task_struct", "--expand", BtfTool.Sample).Text, Does.Match(@"\tstruct sched_entity \{\n(\t\t[^\n]*\n)*[^\n]*vruntime;[^\n]*\n[^}]*\} se;"));
    }

    [TestCase("task_struct+0x8", @"\Atask_struct\+0x8: task_struct\.se\.vruntime, byte 8, 8 bytes, u64\n\z")]
    [TestCase("task_struct+10", @"\Atask_struct\+0xa: task_struct\.se\.vruntime \+ 2, byte 8, 8 bytes, u64\n\z")]
    [TestCase("task_struct+47", @"\Atask_struct\+0x2f: task_struct\.comm\[3\], byte 47, 1 byte, char\n\z")]
    [TestCase("sk_buff+90", @"\Ask_buff\+0x5a: sk_buff\.cloned, byte 90, bit 0, 1 bit, u8\nsk_buff\+0x5a: sk_buff\.nohdr, byte 90, bit 1, 1 bit, u8\n")]
    public void A_byte_is_a_member_and_its_bits(string expression, string expected) =>
        Assert.That(BtfTool.Ask("path", expression, BtfTool.Sample).Text, Does.Match(expected));

    [Test]
    public void A_byte_behind_the_end_is_1() => Assert.That(BtfTool.Ask("path", "list_head+16", BtfTool.Sample).ExitCode, Is.EqualTo(1));

    [Test]
    public void What_is_aligned_by_an_attribute_is_not_called_packable()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        _ = builder.AddStruct("aligned", 64, ("lock", number, 0));
        using TemporaryFolder folder = new();

        Assert.That(BtfTool.Ask("find", "--packable", folder.Write("aligned.btf", builder.ToArray())).ExitCode, Is.EqualTo(1));
    }

    [Test]
    public void A_flexible_array_that_is_aligned_by_an_attribute_stays_where_it_is()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint bytes = builder.AddArray(builder.AddInt("char", 1, BtfIntEncoding.Signed), number, 0);
        _ = builder.AddStruct("value", 64, ("count", number, 0), ("data", bytes, 64 * 8));
        using TemporaryFolder folder = new();
        string path = folder.Write("flexible.btf", builder.ToArray());

        Assert.That(BtfTool.Ask("find", "--packable", path).ExitCode, Is.EqualTo(1));
        Assert.That(BtfTool.Ask("show", "value", "--reorder", path).Text, Does.StartWith("struct value /* 64 bytes, 64 in this order: nothing is saved */\n"));
    }

    [TestCase("--sizes")]
    [TestCase("--sort members")]
    [TestCase("--holes")]
    [TestCase("--sizes --json")]
    public void A_broken_structure_is_reported_once_and_other_files_are_still_listed(string options)
    {
        BtfBuilder builder = new();
        _ = builder.AddStruct("broken", 8, ("a", 99u, 0));
        _ = builder.AddStruct("other", 4, ("a", 99u, 0));
        using TemporaryFolder folder = new();
        string path = folder.Write("broken.btf", builder.ToRawArray());

        ProcessResult result = BtfTool.Ask(["find", .. options.Split(' '), path, BtfTool.Sample]);

        Assert.That(result.ExitCode, Is.EqualTo(3));
        Assert.That(result.StandardError, Does.Match(@"\Abtf: [^\n]*broken\.btf: [^\n]+\n\z"));
        Assert.That(result.Text, Does.Contain("task_struct").And.Not.Contain("other"));
    }

    [TestCase(new[] { "show", "sk_*" }, 1, "No type is named 'sk_*'. A pattern is asked with 'btf find'.")]
    [TestCase(new[] { "show", "struct nosuch *" }, 1, "No type is named 'struct nosuch *'.")]
    [TestCase(new[] { "show", "NR_B" }, 1, "No type is named 'NR_B'. It is a value of enum items [2].")]
    [TestCase(new[] { "find", "[z-a]*" }, 2, "The pattern '[z-a]*' has a range that ends before it begins: [a-z] is right, [z-a] is not.")]
    public void An_answer_that_is_empty_says_where_to_look(string[] question, int exitCode, string expected)
    {
        BtfBuilder builder = new();
        _ = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        _ = builder.AddEnum("items", 4, false, ("NR_A", 0), ("NR_B", 2));
        using TemporaryFolder folder = new();

        ProcessResult result = BtfTool.Ask([.. question, folder.Write("items.btf", builder.ToArray())]);

        Assert.That((result.ExitCode, result.Text, result.StandardError), Is.EqualTo((exitCode, "", $"btf: {expected}\n")));
    }

    [TestCase("unsigned int", "unsigned int;\n")]
    [TestCase("long unsigned int", "long unsigned int;\n")]
    [TestCase("unsigned long", "long unsigned int;\n")]
    public void The_words_of_an_arithmetic_type_need_no_quotes(string words, string expected)
    {
        BtfBuilder builder = new();
        _ = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        _ = builder.AddInt("unsigned int", 4);
        _ = builder.AddInt("long unsigned int", 8);
        using TemporaryFolder folder = new();

        Assert.That(BtfTool.Ask(["show", .. words.Split(' '), folder.Write("numbers.btf", builder.ToArray())]).Text, Is.EqualTo(expected));
    }

    [Test]
    public void Nameless_bit_fields_stay()
    {
        BtfBuilder builder = new();
        uint small = builder.AddInt("unsigned char", 1);
        _ = builder.AddStruct("header", 4, ("type", small, 0), ("length", small, 8), ("kind", small, 24));
        using TemporaryFolder folder = new();
        string path = folder.Write("header.btf", builder.ToArray());

        Assert.That(BtfTool.Ask("find", "--packable", path).ExitCode, Is.EqualTo(1));
        Assert.That(BtfTool.Ask("show", "header", "--reorder", path).Text, Does.Contain("  /* nameless bit-fields */\n"));
    }

    [Test]
    public void Very_many_members_are_ordered_in_time()
    {
        BtfBuilder builder = new();
        uint small = builder.AddInt("char", 1, BtfIntEncoding.Signed);
        uint large = builder.AddInt("long", 8, BtfIntEncoding.Signed);
        const int Pairs = 30_000;
        _ = builder.AddStruct("many", Pairs * 16, [.. Enumerable.Range(0, Pairs).SelectMany(i => (BtfBuilderMember[])[("a", small, i * 128), ("b", large, i * 128 + 64)])]);
        using TemporaryFolder folder = new();
        string path = folder.Write("many.btf", builder.ToArray());

        // One by one, each hole with each member, it would take minutes.
        Assert.That(BtfTool.Ask("find", "--packable", path).Text, Does.EndWith($"{Pairs * 16,8}  {Pairs * 9,8}  {Pairs * 7,6}  many\n"));
    }

    [Test]
    public void What_holds_a_type_is_what_its_members_say()
    {
        string[] found = Names(BtfTool.Ask("find", "*", "--contains", "sched_entity", BtfTool.Sample, "--json"));

        Assert.That(found, Is.EqualTo(["task_struct"]));
    }

    [TestCase(new[] { "find", "*", "--size", "16" }, "list_head")]
    [TestCase(new[] { "find", "*", "--size", "0x10..16", "--at", "8:struct list_head *" }, "list_head")]
    [TestCase(new[] { "find", "*", "--params", "3", "--param", "msg" }, "tcp_sendmsg")]
    [TestCase(new[] { "find", "TCP_SENDMSG", "-i" }, "tcp_sendmsg")]
    [TestCase(new[] { "find", "tcp_[a-s]endmsg" }, "tcp_sendmsg")]
    [TestCase(new[] { "find", "tcp_[[:lower:]]endmsg" }, "tcp_sendmsg")]
    [TestCase(new[] { "find", "[^[:digit:]]cp_[xs[:digit:]]endmsg" }, "tcp_sendmsg")]
    [TestCase(new[] { "find", "tpsdms", "--fuzzy" }, "tcp_sendmsg")]
    public void A_search_finds_by_more_than_names(string[] arguments, string expected) =>
        Assert.That(Names(BtfTool.Ask([.. arguments, BtfTool.Sample, "--json"])), Does.Contain(expected));

    [TestCase("--size 16")]
    [TestCase("--kind struct --sort size --top 50")]
    [TestCase("--contains list_head")]
    public void A_file_may_stand_without_a_pattern(string options)
    {
        string[] words = options.Split(' ');

        Assert.That(BtfTool.Ask(["find", .. words, BtfTool.Sample]).Text, Is.EqualTo(BtfTool.Ask(["find", "*", BtfTool.Sample, .. words]).Text).And.Not.Empty);
        Assert.That(BtfTool.Ask(["find", BtfTool.Sample, .. words]).Text, Is.EqualTo(BtfTool.Ask(["find", "*", BtfTool.Sample, .. words]).Text));
    }

    [Test]
    public void A_fuzzy_search_begins_with_the_shortest_name()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        foreach (string name in (string[])["t_long_c_p_send", "tcp_send", "tcp_resend"])
        {
            _ = builder.AddTypedef(name, number);
        }

        using TemporaryFolder folder = new();

        Assert.That(Names(BtfTool.Ask("find", "TCPsend", "--fuzzy", folder.Write("names.btf", builder.ToArray()), "--json")), Is.EqualTo(["tcp_send", "tcp_resend", "t_long_c_p_send"]));
    }

    [TestCase("")]
    [TestCase("--member")]
    [TestCase("--value")]
    public void A_fuzzy_search_gives_each_answer_once_in_the_order_of_the_lengths(string what)
    {
        string[] options = what.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] all = BtfTool.Ask(["find", "*e*", "-i", .. options, BtfTool.Sample]).Text.Split('\n');

        string[] found = BtfTool.Ask(["find", "e", "--fuzzy", .. options, BtfTool.Sample]).Text.Split('\n');

        Assert.That(found, Is.EquivalentTo(all).And.Length.GreaterThan(5));
        Assert.That(found.SkipLast(1).Select(line => line.Length), Is.Ordered);
    }

    [TestCase("--at 8:nosuch", "nosuch")]
    [TestCase("--at 8:const@struct@nosuch@*", "struct nosuch")]
    [TestCase("--at 8:nosuch[2]", "nosuch")]
    [TestCase("--contains nosuch", "nosuch")]
    [TestCase("--contains list_head --at 8:nosuch", "nosuch")]
    [TestCase("--takes nosuch --returns int", "nosuch")]
    public void A_type_that_no_object_has_is_named(string options, string missing)
    {
        ProcessResult result = BtfTool.Ask(["find", "*", .. options.Split(' ').Select(word => word.Replace('@', ' ')), BtfTool.Sample]);

        Assert.That((result.ExitCode, result.Text), Is.EqualTo((1, "")));
        Assert.That(result.StandardError, Does.StartWith("btf: ").And.Contain($"named '{missing}'"));
    }

    [Test]
    public void A_member_has_a_type_whose_name_has_brackets()
    {
        BtfBuilder builder = new();
        builder.AddStruct("text", 16, ("bytes", builder.AddStruct("&[u8]", 16), 0));
        using TemporaryFolder folder = new();

        ProcessResult result = BtfTool.Ask("find", "*", "--at", "0:&[u8]", folder.Write("rust.btf", builder.ToArray()), "--json");

        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")));
        Assert.That(Names(result), Is.EqualTo(["text"]));
    }

    [TestCase("--at 0:void@*")]
    [TestCase("--at 0:unsigned@int")]
    [TestCase("--at 0:void@(*)(int)")]
    public void A_type_that_needs_no_name_of_its_own_is_searched(string options) =>
        Assert.That(BtfTool.Ask(["find", "*", .. options.Split(' ').Select(word => word.Replace('@', ' ')), BtfTool.Sample]).StandardError, Is.Empty);

    [Test]
    public void A_sorted_search_begins_with_the_largest()
    {
        using JsonDocument found = JsonDocument.Parse(BtfTool.Ask("find", "*", "--kind", "struct", "--sort", "size", "--top", "3", BtfTool.Sample, "--json").StandardOutput);
        long[] sizes = [.. found.RootElement.EnumerateArray().Select(item => item.GetProperty("size").GetInt64())];

        Assert.That(sizes, Has.Length.EqualTo(3).And.Ordered.Descending);
    }

    [Test]
    public void A_long_search_shows_signatures() =>
        Assert.That(BtfTool.Ask("find", "tcp_sendmsg", "--long", BtfTool.Sample).Text, Does.EndWith("int tcp_sendmsg(struct sock *sk, struct msghdr *msg, size_t size)\n"));

    [Test]
    public void An_order_without_holes_is_shown_with_its_saving()
    {
        BtfBuilder builder = new();
        uint small = builder.AddInt("char", 1, BtfIntEncoding.Signed);
        uint large = builder.AddInt("long", 8, BtfIntEncoding.Signed);
        _ = builder.AddStruct("holey", 24, ("a", small, 0), ("b", large, 64), ("c", small, 128));
        using TemporaryFolder folder = new();
        string path = folder.Write("holey.btf", builder.ToArray());

        string text = BtfTool.Ask("show", "holey", "--reorder", "--hot", "b", path).Text;

        Assert.That(text, Does.StartWith("struct holey /* 24 bytes, 16 in this order: 8 saved */\n"));
        Assert.That(text, Does.Match(@"\n +8 +0 +8 +0  long b /\* hot \*/\n +0 +8 +1 +0  char a\n +16 +9 +1 +0  char c\n"));
        Assert.That(BtfTool.Ask("find", "*", "--packable", path).Text, Does.Match(@" 24 +16 +8  holey\n"));
    }

    [TestCase("show x --hot y SAMPLE")]
    [TestCase("show x --reorder --hex SAMPLE")]
    [TestCase("show x --json --expand SAMPLE")]
    [TestCase("find x --sizes --holes SAMPLE")]
    [TestCase("find x --member --kind func SAMPLE")]
    [TestCase("find x --value --kind struct SAMPLE")]
    [TestCase("find x --params 2 --kind struct SAMPLE")]
    [TestCase("find x --size 3 --takes y SAMPLE")]
    [TestCase("find x --contains y --member SAMPLE")]
    [TestCase("find x --limit 0 SAMPLE")]
    [TestCase("find x --size abc SAMPLE")]
    [TestCase("find x --size 5..2 SAMPLE")]
    [TestCase("find x --at :u64 SAMPLE")]
    [TestCase("find x --count --long SAMPLE")]
    [TestCase("find --regex")]
    [TestCase("find x --fuzzy -i SAMPLE")]
    public void Options_that_would_be_ignored_are_refused(string line)
    {
        ProcessResult result = BtfTool.Ask(line.Replace("SAMPLE", BtfTool.Sample, StringComparison.Ordinal).Split(' '));

        Assert.That((result.ExitCode, result.Text), Is.EqualTo((2, "")), result.StandardError);
        Assert.That(result.StandardError, Does.Match(@"\Abtf: [^\n]+ See 'btf (show|find) --help'\.\n\z"));
    }

    private static string[] Names(ProcessResult result) =>
        [.. JsonDocument.Parse(result.StandardOutput).RootElement.EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];
}
