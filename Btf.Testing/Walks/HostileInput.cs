using NUnit.Framework;

namespace Btf.Testing;

/// <summary>The one rule for any input: it is refused as <see cref="BtfFormatException"/> says, or all of it can be walked. See <see cref="FuzzHarness"/>.</summary>
public sealed class HostileInput : IDisposable
{
    private static readonly string[] _targets = ["walk", "open"];
    private readonly FuzzHarness[] _harnesses;

    public HostileInput(int capacity) => _harnesses = [.. _targets.Select(name => new FuzzHarness(FuzzTargets.Find(name), capacity))];

    /// <summary>How many inputs were good enough to be walked.</summary>
    public long Opened => _harnesses[0].Accepted;

    public long Refused => _harnesses[0].Refused;

    public void Try(ReadOnlySpan<byte> input, string name)
    {
        foreach (FuzzHarness harness in _harnesses)
        {
            if (harness.Run(input).Failure is { } failure)
            {
                Assert.Fail($"{name}: {failure}\n{Convert.ToHexString(input)}");
            }
        }
    }

    public void Dispose()
    {
        foreach (FuzzHarness harness in _harnesses)
        {
            harness.Dispose();
        }
    }
}
