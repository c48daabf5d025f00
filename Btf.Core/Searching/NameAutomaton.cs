using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Btf.Core;

/// <summary>
/// A table that finds a match of a simple regular expression in a name with one load per byte. A name with other bytes than printable ASCII is for the
/// expression itself.
/// </summary>
/// <remarks>It reads names from the side on which fewer characters can belong to a match: few names end in <c>s</c>, but nearly all begin with a letter.</remarks>
internal sealed class NameAutomaton
{
    private const int MostStates = 128;
    private const int BytesPerState = 256;

    // States at which no further byte matters.
    private const byte None = 0;
    private const byte Match = 1;
    private const byte Unknown = 2;
    private const byte FirstState = 3;

    // For each state and byte the next state, and for each state whether a name that ends there matches.
    private readonly byte[] _next;
    private readonly bool[] _matchesAtEnd;
    private readonly byte _start;
    private readonly bool _isBackward;

    private NameAutomaton(NameStates states, bool isBackward)
    {
        _isBackward = isBackward;
        _start = NumberOf(states.Start);
        _matchesAtEnd = new bool[FirstState + states.Count];
        _matchesAtEnd[Match] = true;
        _next = new byte[_matchesAtEnd.Length * BytesPerState];
        for (int state = 0; state < states.Count; state++)
        {
            _matchesAtEnd[FirstState + state] = states.MatchesAtEnd(state);
            Span<byte> row = _next.AsSpan((FirstState + state) * BytesPerState, BytesPerState);
            row.Fill(Unknown);
            for (int i = 0; i < states.Classes.Length; i++)
            {
                for (UInt128 left = states.Classes[i]; left != 0; left &= left - 1)
                {
                    row[(int)UInt128.TrailingZeroCount(left)] = NumberOf(states.After(state)[i]);
                }
            }
        }
    }

    /// <summary>The number of bytes that cannot come first.</summary>
    private int ImpossibleCount => _next.AsSpan(_start * BytesPerState, BytesPerState).Count(None);

    /// <summary>Makes the table; null if it would be large.</summary>
    public static NameAutomaton? Create(IReadOnlyList<NameStep> steps)
    {
        NameAutomaton? forward = Create(steps, isBackward: false);
        NameAutomaton? backward = Create(steps, isBackward: true);
        return forward is null || backward?.ImpossibleCount > forward.ImpossibleCount ? backward : forward;
    }

    /// <summary>Matches a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isMatch">Whether it matches.</param>
    /// <returns>False if the automaton cannot tell.</returns>
    public bool TryMatch(ReadOnlySpan<byte> name, out bool isMatch)
    {
        // In bounds: each number in the table is that of a row, and a row has 256 bytes.
        ref byte next = ref MemoryMarshal.GetArrayDataReference(_next);
        nuint state = _start;
        if (_isBackward)
        {
            for (int i = name.Length - 1; i >= 0 && state >= FirstState; i--)
            {
                state = Unsafe.Add(ref next, (state * BytesPerState) + name[i]);
            }
        }
        else
        {
            for (int i = 0; i < name.Length && state >= FirstState; i++)
            {
                state = Unsafe.Add(ref next, (state * BytesPerState) + name[i]);
            }
        }

        isMatch = _matchesAtEnd[state];
        return state != Unknown && !name.IsEmpty;
    }

    private static NameAutomaton? Create(IReadOnlyList<NameStep> steps, bool isBackward) =>
        NameStates.Find(new NameSteps(steps, isBackward), MostStates) is { } states ? new NameAutomaton(states, isBackward) : null;

    private static byte NumberOf(int state) => state switch
    {
        NameStates.None => None,
        NameStates.Match => Match,
        _ => (byte)(FirstState + state),
    };
}
