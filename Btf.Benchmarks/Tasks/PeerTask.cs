namespace Btf.Benchmarks;

/// <summary>One task of a user, in our form and in each peer's. All forms return the same checksum.</summary>
/// <param name="Name">The task's name.</param>
/// <param name="Operations">How many operations one call does.</param>
/// <param name="Ours">The form with Btf.Core.</param>
internal sealed record PeerTask(string Name, double Operations, Func<ulong> Ours)
{
    /// <summary>The form with libbpf; null if libbpf cannot do it or is not installed.</summary>
    public Func<ulong>? Libbpf { get; init; }

    /// <summary>The first libbpf that can do it; null for any.</summary>
    public string? LibbpfNeeded { get; init; }

    /// <summary>The form in plain C; null if there is none.</summary>
    public Func<ulong>? Limit { get; init; }

    /// <summary>The bar for the ratio of our time to libbpf's.</summary>
    public double? MostOfLibbpf { get; init; }

    /// <summary>The bar for the ratio of our time to the limit's.</summary>
    public double? MostOfLimit { get; init; }

    /// <summary>The bar for our time in ns per operation on the measured input.</summary>
    public double? MostNanoseconds { get; init; }

    /// <summary>Runs untimed before each call, to prepare it.</summary>
    public Action? Prepare { get; init; }

    /// <summary>Whether it is a look-up, which must not allocate.</summary>
    public bool IsLookup { get; init; }

    /// <summary>Whether there is a bar.</summary>
    public bool IsJudged => MostOfLibbpf is not null || MostOfLimit is not null || MostNanoseconds is not null;

    /// <summary>Runs every form once, and returns our checksum.</summary>
    /// <exception cref="InvalidOperationException">Two forms have different checksums.</exception>
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
