namespace Btf.Benchmarks;

/// <summary>What the repetitions of one task took, in ns an operation, by form.</summary>
internal sealed class Measurement(PeerTask task)
{
    private readonly List<double>[] _samples = [[], [], []];

    public PeerTask Task => task;

    /// <summary>Ours.</summary>
    public FormTimes Ours => new(_samples[(int)Form.Ours]);

    /// <summary>libbpf's, where it took part.</summary>
    public FormTimes? Libbpf => Of(Form.Libbpf);

    /// <summary>The limit's, where there is one.</summary>
    public FormTimes? Limit => Of(Form.Limit);

    /// <summary>How often each form was measured.</summary>
    public int Repetitions => _samples[(int)Form.Ours].Count;

    /// <summary>Our time as a part of libbpf's: the median of what it was in each repetition.</summary>
    public double? OfLibbpf => Ratio(Form.Libbpf);

    /// <summary>Our time as a part of the limit's: the median of what it was in each repetition.</summary>
    public double? OfLimit => Ratio(Form.Limit);

    public void Add(Form form, double nanoseconds) => _samples[(int)form].Add(nanoseconds);

    private FormTimes? Of(Form form) => _samples[(int)form].Count == 0 ? null : new FormTimes(_samples[(int)form]);

    private double? Ratio(Form form) =>
        _samples[(int)form].Count == 0 ? null : FormTimes.MedianOf(_samples[(int)Form.Ours].Zip(_samples[(int)form], (ours, theirs) => ours / theirs));
}
