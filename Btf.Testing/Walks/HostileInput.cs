using NUnit.Framework;

namespace Btf.Testing;

/// <summary>
/// Checks the rule for any input: opening throws a <see cref="BtfFormatException"/>, or all of it can be walked. See <see cref="FuzzHarness"/>.
/// </summary>
public sealed class HostileInput : IDisposable
{
    private static readonly string[] _targets = ["walk", "open"];
    private readonly FuzzHarness[] _harnesses;

    public HostileInput(int capacity) => _harnesses = [.. _targets.Select(name => new FuzzHarness(FuzzTargets.Find(name), capacity))];

    /// <summary>The number of inputs that could be opened and walked.</summary>
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
