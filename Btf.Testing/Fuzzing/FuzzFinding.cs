namespace Btf.Testing;

/// <summary>An input that a target failed on.</summary>
/// <param name="Target">The target.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Case">The number of the case in the run.</param>
/// <param name="Failure">What happened.</param>
/// <param name="Input">The input.</param>
public sealed record FuzzFinding(FuzzTarget Target, int Seed, long Case, string Failure, byte[] Input)
{
    /// <summary>The failure and the place where it was thrown. Findings with the same key are duplicates.</summary>
    public string Key { get; } = string.Concat(Failure.Split('\n').Take(3).Select(line => string.Concat(line.Where(letter => !char.IsDigit(letter)))));

    public override string ToString() => $"{Target}, seed {Seed}, case {Case}: {Failure}\n{Convert.ToHexString(Input)}";
}
