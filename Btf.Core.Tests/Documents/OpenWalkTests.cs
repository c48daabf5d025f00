using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The files whose code runs from a path to a member's bit offset are those that docs/design.md lists, and few.</summary>
[TestFixture]
[Platform("Linux", Reason = "The document lists the files for Linux.")]
public sealed partial class OpenWalkTests
{
    private const string Heading = "### From a path to a member's bit offset";
    private const string ById = "Types/BtfObject.Types.cs";
    private const int MostFiles = 20;

    // Asks the runtime which methods it compiles, and the symbols in which files they are. Nothing is inlined yet when a method runs for the first time.
    private const string Source = """
        using System.Collections.Concurrent;
        using System.Diagnostics.Tracing;
        using System.Reflection.Metadata;
        using System.Reflection.Metadata.Ecma335;
        using System.Threading;
        using Btf.Core;

        using (new Listener())
        {
            using BtfObject btf = BtfObject.Open(args[0]);
            BtfType type = uint.TryParse(args[1], out uint id) ? btf[id] : btf.FindType(args[1], BtfKind.Struct);
            Listener.Offset = type.AsComposite().Members[0].BitOffset;
            Listener.End();
            Listener.Delivered.Wait(TimeSpan.FromSeconds(60));
        }

        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(args[2]));
        MetadataReader symbols = provider.GetMetadataReader();
        foreach (int token in Listener.Methods.Distinct())
        {
            MethodDebugInformation method = symbols.GetMethodDebugInformation(MetadataTokens.MethodDefinitionHandle(token & 0xFF_FFFF));
            if (!method.SequencePointsBlob.IsNil)
            {
                DocumentHandle document = method.Document.IsNil ? method.GetSequencePoints().First().Document : method.Document;
                Console.WriteLine(symbols.GetString(symbols.GetDocument(document).Name));
            }
        }

        sealed class Listener : EventListener
        {
            private const EventKeywords Jit = (EventKeywords)0x10;

            public static uint Offset;
            public static readonly ConcurrentQueue<int> Methods = new();
            public static readonly ManualResetEventSlim Delivered = new();

            // The runtime delivers its events late, but in order: once it has told of this method, it has told of all before. What comes later is no part of the walk.
            public static void End()
            {
            }

            protected override void OnEventSourceCreated(EventSource source)
            {
                if (source.Name == "Microsoft-Windows-DotNETRuntime")
                {
                    EnableEvents(source, EventLevel.Verbose, Jit);
                }
            }

            protected override void OnEventWritten(EventWrittenEventArgs written)
            {
                if (Delivered.IsSet || !written.EventName!.StartsWith("MethodLoadVerbose") || written.Payload is not { } payload)
                {
                    return;
                }

                if (((string)payload[6]!).StartsWith("Btf.Core."))
                {
                    Methods.Enqueue(Convert.ToInt32(payload[4]));
                }
                else if ((string)payload[6]! == "Listener" && (string)payload[7]! == "End")
                {
                    Delivered.Set();
                }
            }
        }
        """;

    [TestCase("2")]
    [TestCase("the_structure")]
    public void The_files_from_a_path_to_a_bit_offset_are_those_of_the_document_and_few(string type)
    {
        string[] section = [.. File.ReadLines(Repository.PathOf("docs/design.md")).SkipWhile(line => line != Heading).Skip(1).TakeWhile(line => !line.StartsWith('#'))];
        string[] passed = [.. section.Where(line => line.StartsWith('|')).SelectMany(line => FileName().Matches(line.Split('|')[1])).Select(match => match.Value)];
        string[] listed = [.. section.SelectMany(line => FileName().Matches(line)).Select(match => match.Value).Distinct()];

        string[] run = FilesThatRun(type);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(passed, Is.Unique.And.Length.LessThanOrEqualTo(MostFiles));
            Assert.That(passed.Except(run).Where(file => file != ById || type == "2"), Is.Empty, "in the table of docs/design.md, and did not run");
            Assert.That(string.Join(' ', run.Except(listed)), Is.Empty, "ran, and docs/design.md does not name them");
        }
    }

    private static string[] FilesThatRun(string type)
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint structure = builder.AddStruct("the_structure", 8, ("first", number, 0), ("second", number, 32));
        for (int i = 0; i < 5_000; i++)
        {
            builder.AddTypedef($"name{i}", structure);
        }

        using TemporaryFolder folder = new();
        using ChildProgram program = new(Source);
        Dictionary<string, string> variables = new() { ["DOTNET_TieredPGO"] = "0", ["DOTNET_TieredCompilation"] = "1" };

        ProcessResult result = program.Run(
            0, "", variables, folder.Write("mapped.btf", builder.ToArray()), type, Path.ChangeExtension(typeof(BtfObject).Assembly.Location, ".pdb"));

        Assert.That((result.ExitCode, result.StandardError), Is.EqualTo((0, "")));
        return [.. result.Text.Split('\n').Select(line => SourceFile().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).Distinct()];
    }

    [GeneratedRegex(@"(?<=`)[A-Za-z]+/[A-Za-z.]+\.cs(?=`)")]
    private static partial Regex FileName();

    // Generated code is in the folder of the build.
    [GeneratedRegex(@"/Btf\.Core/((?!obj/)[A-Za-z]+/[A-Za-z.]+\.cs)$")]
    private static partial Regex SourceFile();
}
