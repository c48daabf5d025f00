namespace Btf.Core;

/// <summary>The ways from each step of a <see cref="NameExpression"/> to others, in one of the two directions.</summary>
internal sealed class NameSteps
{
    private readonly NameStep[] _ways;
    private readonly int[] _starts;

    /// <summary>Finds the ways.</summary>
    /// <param name="steps">The steps. The first one begins the expression; at the last one, it has matched.</param>
    /// <param name="isBackward">Whether names are read from their end, so that their start comes last.</param>
    public NameSteps(IReadOnlyList<NameStep> steps, bool isBackward)
    {
        (First, Last) = isBackward ? (steps.Count - 1, 0) : (0, steps.Count - 1);
        _ways = new NameStep[2 * steps.Count];
        _starts = new int[steps.Count + 1];
        int end = 0;
        for (int step = 0; step < steps.Count; step++)
        {
            _starts[step] = end;
            if (isBackward)
            {
                end = AddWaysTo(step, steps, end);
            }
            else if (step != Last)
            {
                end = AddWaysFrom(steps[step], end);
            }
        }

        _starts[steps.Count] = end;
    }

    /// <summary>The step at which reading begins.</summary>
    public int First { get; }

    /// <summary>The step at which the expression has matched.</summary>
    public int Last { get; }

    /// <summary>The number of steps.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>Returns the ways on from a step. None of them is a <see cref="NameStepKind.Split"/>.</summary>
    public ReadOnlySpan<NameStep> From(int step) => _ways.AsSpan(_starts[step], _starts[step + 1] - _starts[step]);

    private int AddWaysFrom(NameStep step, int end)
    {
        bool isSplit = step.Kind == NameStepKind.Split;
        _ways[end++] = isSplit ? new NameStep(NameStepKind.Go, default, step.Next, 0) : step;
        if (isSplit)
        {
            _ways[end++] = new NameStep(NameStepKind.Go, default, step.Second, 0);
        }

        return end;
    }

    private int AddWaysTo(int to, IReadOnlyList<NameStep> steps, int end)
    {
        for (int from = 0; from < steps.Count - 1; from++)
        {
            NameStep step = steps[from];
            bool isSplit = step.Kind == NameStepKind.Split;
            if (step.Next == to || (isSplit && step.Second == to))
            {
                NameStepKind kind = step.Kind switch
                {
                    NameStepKind.Start => NameStepKind.End,
                    NameStepKind.End => NameStepKind.Start,
                    NameStepKind.Split => NameStepKind.Go,
                    _ => step.Kind,
                };
                _ways[end++] = new NameStep(kind, step.Characters, from, 0);
            }
        }

        return end;
    }
}
