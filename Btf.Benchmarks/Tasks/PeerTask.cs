namespace Btf.Benchmarks;

/// <summary>One piece of work that a user does, in our code and in each peer's. All forms answer the same checksum.</summary>
/// <param name="Name">What the user does.</param>
/// <param name="Operations">How often one call does it.</param>
/// <param name="Ours">Through Btf.Core.</param>
/// <param name="Libbpf">Through libbpf; null where it cannot, or is not there.</param>
/// <param name="Limit">In plain C; null where there is none.</param>
/// <param name="MostOfLibbpf">The bar: our time as a part of libbpf's at most.</param>
/// <param name="MostOfLimit">The bar: our time as a part of the limit's at most.</param>
internal sealed record PeerTask(
    string Name, double Operations, Func<ulong> Ours, Func<ulong>? Libbpf, Func<ulong>? Limit, double? MostOfLibbpf, double? MostOfLimit)
{
    /// <summary>What each call needs that is not to be timed; run before each.</summary>
    public Action? Prepare { get; init; }

    /// <summary>The bar where there is no peer: our time in ns an operation at most, on the kernel of the machine that the bar was set on.</summary>
    public double? MostNanoseconds { get; init; }

    /// <summary>Runs every form once.</summary>
    /// <exception cref="InvalidOperationException">Two of them read different things.</exception>
    public void CheckSums()
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
    }
}
