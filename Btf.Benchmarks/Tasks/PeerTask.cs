namespace Btf.Benchmarks;

/// <summary>One piece of work that a user does, in our code and in each peer's. All forms answer the same checksum.</summary>
/// <param name="Name">What the user does.</param>
/// <param name="Operations">How often one call does it.</param>
/// <param name="Ours">Through Btf.Core.</param>
internal sealed record PeerTask(string Name, double Operations, Func<ulong> Ours)
{
    /// <summary>Through libbpf; null where it cannot, or is not there.</summary>
    public Func<ulong>? Libbpf { get; init; }

    /// <summary>In plain C; null where there is none.</summary>
    public Func<ulong>? Limit { get; init; }

    /// <summary>The bar: our time as a part of libbpf's at most.</summary>
    public double? MostOfLibbpf { get; init; }

    /// <summary>The bar: our time as a part of the limit's at most.</summary>
    public double? MostOfLimit { get; init; }

    /// <summary>The bar: our time in ns an operation at most, on the input that is measured.</summary>
    public double? MostNanoseconds { get; init; }

    /// <summary>What each call needs that is not to be timed; run before each.</summary>
    public Action? Prepare { get; init; }

    /// <summary>Whether it is a look-up, none of which may allocate.</summary>
    public bool IsLookup { get; init; }

    /// <summary>Whether there is a bar.</summary>
    public bool IsJudged => MostOfLibbpf is not null || MostOfLimit is not null || MostNanoseconds is not null;

    /// <summary>Runs every form once. Returns our checksum.</summary>
    /// <exception cref="InvalidOperationException">Two of them read different things.</exception>
    public ulong CheckSums()
    {
        Prepare?.Invoke();
        ulong ours = Ours();
        foreach (Func<ulong> peer in new[] { Libbpf, Limit }.OfType<Func<ulong>>())
        {
            ulong theirs = peer();
            if (theirs != ours)
            {
                throw new InvalidOperationException($"{Name}: our checksum is {ours}, a peer's {theirs}.");
            }
        }

        return ours;
    }
}
