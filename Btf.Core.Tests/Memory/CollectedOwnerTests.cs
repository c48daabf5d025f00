using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>
/// Reads objects to which the caller no longer holds a reference, while another thread collects garbage without a pause. Names are megabytes long, so that a read
/// takes longer than a collection. A reader that does not keep the owner alive reads freed memory, which ends the process.
/// </summary>
[TestFixture]
[Platform("Linux")]
public sealed class CollectedOwnerTests
{
    private const int LongNameLength = 4_000_000;

    private const string Source = """
        using System.Buffers;
        using System.Runtime.CompilerServices;
        using System.Text;
        using System.Threading;
        using Btf.Core;
        using Btf.Core.Building;
        using Btf.Core.Merging;

        string path = args[0];
        string other = args[1];
        int milliseconds = int.Parse(args[2]);
        byte[] text = new byte[4_000_000];
        Array.Fill(text, (byte)'x');
        string characters = Encoding.UTF8.GetString(text);
        byte[] room = new byte[5_000_000];

        (string, Action)[] questions =
        [
            ("equal bytes", () => Name(path).Equals(text)),
            ("equal characters", () => Name(path).Equals(characters)),
            ("equal names", () => Name(path).Equals(Name(other))),
            ("starts", () => Name(path).StartsWith(text)),
            ("contains", () => Name(path).Contains("y"u8)),
            ("hash", () => Name(path).GetHashCode()),
            ("text", () => Name(path).ToString()),
            ("format", () => Name(path).TryFormat(room, out _, default, null)),
            ("empty", () => _ = Name(path).IsEmpty),
            ("type's text", () => Type(path).ToString()),
            ("raw text of a type", () => BtfDump.WriteRaw([Type(path)], new ArrayBufferWriter<byte>(5_000_000))),
            ("JSON of a type", () => BtfDump.WriteJson([Type(path)], new ArrayBufferWriter<byte>(5_000_000))),
            ("layout", () => BtfDump.WriteLayout(Type(path), new ArrayBufferWriter<byte>(5_000_000))),
            ("C of a type", () => BtfDump.WriteC([Type(path)], new ArrayBufferWriter<byte>(5_000_000))),
            ("raw text", () => BtfDump.WriteRaw(Open(path), new ArrayBufferWriter<byte>(5_000_000))),
            ("look-up", () => Open(path).TryFindType(text, BtfKind.Struct, out _)),
            ("missing name", () => Open(path).TryFindType("missing", BtfKind.Struct, out _)),
            ("order", () => _ = Open(path).IsSortedByName),
            ("pointer size", () => _ = Open(path).PointerSize),
            ("search", () => Open(path).SearchTypes(BtfNamePattern.Glob("*xxx*")).Count()),
            ("alignment", () => _ = Type(path).Alignment),
            ("functions", () => _ = Open(path).FindKfuncs().Count()),
            ("verifier", () => BtfVerifier.Verify(Open(path))),
            ("permutation", () => Open(path).SortByName().Result.Dispose()),
            ("byte order", () => Open(path).ChangeByteOrder(BtfByteOrder.BigEndian).Result.Dispose()),
            ("deduplication", () => BtfDeduplicator.Run(Open(path)).Result.Dispose()),
            ("left over", () => _ = Open(path).LeftOverByteCount),
            ("wrong base", () => Split(path).LooksLikeWrongBase()),
            ("name of a base", () => Split(path)[2].Name.Equals(text)),
            ("header of sections", () => _ = BtfSections.Open(path).Btf.IndexOf((byte)255)),
        ];

        bool done = false;
        Thread collector = new(() =>
        {
            while (!Volatile.Read(ref done))
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        foreach ((string name, Action question) in questions)
        {
            // The last line shows which read ended the process.
            Console.WriteLine(name);
            for (long end = Environment.TickCount64 + milliseconds; Environment.TickCount64 < end;)
            {
                try
                {
                    question();
                }
                catch (BtfFormatException)
                {
                }
            }
        }

        Volatile.Write(ref done, true);
        Console.WriteLine("done");

        [MethodImpl(MethodImplOptions.NoInlining)]
        static BtfObject Open(string path) => BtfObject.Open(path);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static BtfType Type(string path) => BtfObject.Open(path)[2];

        [MethodImpl(MethodImplOptions.NoInlining)]
        static BtfString Name(string path) => BtfObject.Open(path)[2].Name;

        [MethodImpl(MethodImplOptions.NoInlining)]
        static BtfObject Split(string path) => BtfObject.FromMemory(new byte[] { 0x9f, 0xeb, 1, 0, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, BtfObject.Open(path));
        """;

    [Test]
    public void Objects_that_the_caller_lets_go_of_live_until_the_question_is_answered()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("one", Data());
        string other = folder.Write("other", Data());
        using ChildProgram program = new(Source, isOptimized: true);
        Dictionary<string, string> variables = new() { ["DOTNET_TieredCompilation"] = "0" };

        ProcessResult result = program.Run(0, "", variables, path, other, LongRun.Rounds(15, 2_000).ToString(System.Globalization.CultureInfo.InvariantCulture));

        string last = result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        Assert.That((result.ExitCode, last), Is.EqualTo((0, "done")), result.StandardError);
    }

    private static byte[] Data()
    {
        BtfBuilder builder = new();
        uint word = builder.AddInt("long", 8);
        builder.AddStruct(new string('x', LongNameLength), 8, ("member", word, 0));
        return builder.ToArray();
    }
}
