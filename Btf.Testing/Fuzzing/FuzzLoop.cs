using System.Diagnostics;

namespace Btf.Testing;

/// <summary>
/// Runs a target on mutants of its seeds. The same seed number gives the same mutants. With coverage, cases that reach new code become seeds as well.
/// </summary>
public sealed class FuzzLoop : IDisposable
{
    /// <summary>Longer mutants are dropped.</summary>
    public const int LargestInput = 64 * 1024;

    private const int MostFindings = 20;

    private readonly FuzzTarget _target;
    private readonly int _seed;
    private readonly ICoverage? _coverage;
    private readonly Random _random;
    private readonly List<byte[]> _corpus;
    private readonly FuzzMutator _mutator;
    private readonly FuzzHarness _harness;
    private readonly Dictionary<string, FuzzFinding> _findings = [];

    public FuzzLoop(FuzzTarget target, int seed, ICoverage? coverage = null)
    {
        _target = target;
        _seed = seed;
        _coverage = coverage;
        _random = new Random(seed);
        _corpus = [.. FuzzSeeds.Of(target.Form)];
        _mutator = new FuzzMutator(_random, _corpus);
        _harness = new FuzzHarness(target, LargestInput);
    }

    /// <summary>Receives every input before it runs.</summary>
    public Action<byte[]>? Starting { get; init; }

    public long Cases { get; private set; }

    public long Accepted => _harness.Accepted;

    public long Refused => _harness.Refused;

    public int CorpusSize => _corpus.Count;

    public IReadOnlyCollection<FuzzFinding> Findings => _findings.Values;

    /// <summary>The time of the longest case.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Runs until the number of cases, the time, or the limit of findings is reached.</summary>
    public void Run(long cases, TimeSpan? duration = null)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; Cases == i && i < _corpus.Count && i < cases; i++)
        {
            Try(_corpus[i]);
        }

        while (Cases < cases && _findings.Count < MostFindings && (duration is null || Stopwatch.GetElapsedTime(start) < duration))
        {
            byte[] input = _mutator.Next(Pick(), Pick());
            if (input.Length > LargestInput)
            {
                continue;
            }

            if (Try(input))
            {
                _corpus.Add(input);
            }
        }
    }

    public void Dispose() => _harness.Dispose();

    // Prefers new inputs, because they were tried least.
    private byte[] Pick() => _corpus[_random.Next(2) == 0 ? _random.Next(_corpus.Count) : _random.Next(_corpus.Count / 2, _corpus.Count)];

    private bool Try(byte[] input)
    {
        Starting?.Invoke(input);
        _coverage?.Begin();
        FuzzResult result = _harness.Run(input);
        bool isNew = _coverage is not null && _coverage.FoundNew();
        if (result.Failure is not null)
        {
            FuzzFinding finding = new(_target, _seed, Cases, result.Failure, input);
            _findings.TryAdd(finding.Key, finding);
        }

        Longest = result.Time > Longest ? result.Time : Longest;
        Cases++;
        return isNew;
    }
}
