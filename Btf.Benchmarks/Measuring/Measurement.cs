namespace Btf.Benchmarks;

/// <summary>The times of the repetitions of one task, in ns per operation, by form.</summary>
internal sealed class Measurement(PeerTask task)
{
    private readonly List<double>[] _samples = [[], [], []];

    public PeerTask Task => task;

    /// <summary>Our times.</summary>
    public FormTimes Ours => new(_samples[(int)Form.Ours]);

    /// <summary>Libbpf's times; null if it took no part.</summary>
    public FormTimes? Libbpf => Of(Form.Libbpf);

    /// <summary>What stands in the place of libbpf's time if it took no part.</summary>
    public string WithoutLibbpf => task.LibbpfNeeded is { } needed ? $"needs {needed}" : Quantity.None;

    /// <summary>The limit's times; null if there is none.</summary>
    public FormTimes? Limit => Of(Form.Limit);

    /// <summary>How often each form was measured.</summary>
    public int Repetitions => _samples[(int)Form.Ours].Count;

    /// <summary>The median of the ratio of our time to libbpf's in each repetition.</summary>
    public double? OfLibbpf => Ratio(Form.Libbpf);

    /// <summary>The median of the ratio of our time to the limit's in each repetition.</summary>
    public double? OfLimit => Ratio(Form.Limit);

    /// <summary>The bytes that one operation allocates on the managed heap.</summary>
    public double AllocatedBytes { get; set; }

    /// <summary>All times.</summary>
    public IEnumerable<(Form Form, double Nanoseconds)> Samples => _samples.SelectMany((samples, form) => samples.Select(sample => ((Form)form, sample)));

    public void Add(Form form, double nanoseconds) => _samples[(int)form].Add(nanoseconds);

    private FormTimes? Of(Form form) => _samples[(int)form].Count == 0 ? null : new FormTimes(_samples[(int)form]);

    private double? Ratio(Form form) =>
        _samples[(int)form].Count == 0 ? null : FormTimes.MedianOf(_samples[(int)Form.Ours].Zip(_samples[(int)form], (ours, theirs) => ours / theirs));
}
