namespace Btf.Core;

/// <summary>The states of a <see cref="NameAutomaton"/>. Each is a set of steps at which the expression may stand after some characters.</summary>
internal sealed class NameStates
{
    /// <summary>Stands for the state without steps: the name does not match.</summary>
    public const int None = -1;

    /// <summary>Stands for the state at which the name matches, whatever follows.</summary>
    public const int Match = -2;

    // The most visits of steps while the states are searched: expressions that people write need some thousands.
    private const int MostVisits = 50_000;

    private readonly NameSteps _steps;
    private readonly UInt128[] _classes = new UInt128[128];
    private readonly ulong[][] _sets;
    private readonly int[][] _next;
    private readonly ulong[] _seen;
    private readonly int[] _waiting;
    private int _classCount = 1;
    private int _setCount;
    private int _visits;

    private NameStates(NameSteps steps, int most)
    {
        _steps = steps;
        _sets = new ulong[most][];
        _next = new int[most][];
        _seen = NewSet();
        _waiting = new int[2 * steps.Count];
        _classes[0] = NameExpression.Printable;
        for (int step = 0; step < steps.Count; step++)
        {
            foreach (NameStep way in steps.From(step))
            {
                SplitClasses(way.Characters);
            }
        }
    }

    /// <summary>The number of states, without <see cref="None"/> and <see cref="Match"/>.</summary>
    public int Count { get; private set; }

    /// <summary>The state before the first character.</summary>
    public int Start { get; private set; }

    /// <summary>The sets of characters that no step tells apart.</summary>
    public ReadOnlySpan<UInt128> Classes => _classes.AsSpan(0, _classCount);

    /// <summary>Returns the states; null if there may be more than a number, or finding them takes long.</summary>
    public static NameStates? Find(NameSteps steps, int most)
    {
        var states = new NameStates(steps, most);
        ulong[] first = states.NewSet();
        states.Start = states.NumberOf(first, states.Enter(first, steps.First, atStart: true, atEnd: false));
        while (states.Count < states._setCount && states._visits < MostVisits)
        {
            if (states._setCount + states._classCount > most)
            {
                return null;
            }

            int[] next = new int[states._classCount];
            for (int i = 0; i < next.Length; i++)
            {
                next[i] = states.NextOf(states._sets[states.Count], states._classes[i]);
            }

            states._next[states.Count++] = next;
        }

        return states._visits < MostVisits ? states : null;
    }

    /// <summary>Returns the state after each of the <see cref="Classes"/>.</summary>
    public ReadOnlySpan<int> After(int state) => _next[state];

    /// <summary>Returns whether a name that is read to its end at a state matches.</summary>
    public bool MatchesAtEnd(int state)
    {
        ulong[] set = NewSet();
        bool isMatch = false;
        for (int step = 0; step < _steps.Count && !isMatch; step++)
        {
            isMatch = Has(_sets[state], step) && Enter(set, step, atStart: false, atEnd: true);
        }

        return isMatch;
    }

    private static bool Has(ulong[] set, int step) => (set[step / 64] >> step & 1) != 0;

    private void SplitClasses(UInt128 characters)
    {
        for (int i = _classCount - 1; i >= 0; i--)
        {
            UInt128 inside = _classes[i] & characters;
            if (inside != 0 && inside != _classes[i])
            {
                _classes[_classCount++] = inside;
                _classes[i] &= ~characters;
            }
        }
    }

    private int NextOf(ulong[] set, UInt128 characters)
    {
        // A match can begin after every character.
        ulong[] next = NewSet();
        bool isMatch = Enter(next, _steps.First, atStart: false, atEnd: false);
        for (int step = 0; step < _steps.Count; step++)
        {
            if (Has(set, step))
            {
                foreach (NameStep way in _steps.From(step))
                {
                    isMatch = isMatch || ((way.Characters & characters) != 0 && Enter(next, way.Next, atStart: false, atEnd: false));
                }
            }
        }

        return NumberOf(next, isMatch);
    }

    /// <summary>Returns the number of a state, a new one if it is not known yet.</summary>
    private int NumberOf(ulong[] set, bool isMatch)
    {
        if (isMatch || !set.AsSpan().ContainsAnyExcept(0UL))
        {
            return isMatch ? Match : None;
        }

        int found = 0;
        while (found < _setCount && !_sets[found].AsSpan().SequenceEqual(set))
        {
            found++;
        }

        if (found == _setCount)
        {
            _sets[_setCount++] = set;
        }

        return found;
    }

    private ulong[] NewSet() => new ulong[(_steps.Count + 63) / 64];

    /// <summary>Adds a step and those that it leads to without a character, if they wait for a character or for the end.</summary>
    /// <returns>Whether the expression matches.</returns>
    private bool Enter(ulong[] set, int first, bool atStart, bool atEnd)
    {
        Array.Clear(_seen);
        int count = 0;
        _waiting[count++] = first;
        _seen[first / 64] |= 1UL << first;
        while (count > 0)
        {
            int step = _waiting[--count];
            if (step == _steps.Last)
            {
                return true;
            }

            _visits++;
            foreach (NameStep way in _steps.From(step))
            {
                bool goesOn = way.Kind == NameStepKind.Go || (way.Kind == NameStepKind.Start && atStart) || (way.Kind == NameStepKind.End && atEnd);
                if (goesOn && !Has(_seen, way.Next))
                {
                    _seen[way.Next / 64] |= 1UL << way.Next;
                    _waiting[count++] = way.Next;
                }
                else if (way.Kind is NameStepKind.Character or NameStepKind.End)
                {
                    set[step / 64] |= 1UL << step;
                }
            }
        }

        return false;
    }
}
