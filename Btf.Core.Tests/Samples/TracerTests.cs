using System.Runtime.Versioning;
using System.Text.Json;
using Btf.Testing;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The sample in samples/Tracer: a program that loads, attaches and reads BPF programs with only the library and <c>bpf(2)</c>.</summary>
[SupportedOSPlatform("linux")]
[Platform("Linux")]
public sealed class TracerTests
{
    // Such as Debug/net10.0.
    private static readonly string _output = Path.Combine([.. AppContext.BaseDirectory.TrimEnd('/').Split('/')[^2..]]);

    [Test]
    public void The_tracer_tells_which_programs_start_and_end()
    {
        BpfCalls.Require();
        _ = Oracles.Clang();
        string program = Repository.PathOf($"samples/Tracer/bin/{_output}/Tracer.dll");

        ProcessResult result = ProcessRunner.Run("dotnet", program, "/bin/sh", "-c", "/bin/ls /nonexistent 2>/dev/null; exit 3");

        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        JsonElement[] events = [.. result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        JsonElement listing = events.First(e => Text(e, "kind") == "STARTED" && Text(e, "command") == "ls");
        int shell = Number(listing, "parent");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(listing, "file"), Is.EqualTo("/bin/ls"));
            Assert.That(events.Single(e => Text(e, "kind") == "ENDED" && Number(e, "process") == Number(listing, "process")).GetProperty("exit_code").GetInt32(), Is.EqualTo(2 << 8));
            Assert.That(events.Single(e => Text(e, "kind") == "ENDED" && Number(e, "process") == shell).GetProperty("exit_code").GetInt32(), Is.EqualTo(3 << 8));
        }
    }

    private static string? Text(JsonElement record, string name) => record.GetProperty(name).GetString();

    private static int Number(JsonElement record, string name) => record.GetProperty(name).GetInt32();
}
