namespace Btf.Core;

/// <summary>The names that a C dump made to replace names that are invalid in C.</summary>
internal sealed class CMadeNames
{
    private PooledList<byte> _text;
    private PooledList<int> _ends;

    public void Begin()
    {
        _text.Count = 0;
        _ends.Count = 0;
    }

    public void Return()
    {
        _text.Return();
        _ends.Return();
    }

    /// <summary>Adds a name.</summary>
    /// <returns>Its number, from 1.</returns>
    public int Add(ReadOnlySpan<byte> name)
    {
        foreach (byte character in name)
        {
            _text.Add(character);
        }

        _ends.Add(_text.Count);
        return _ends.Count;
    }

    /// <summary>Returns the name with a number.</summary>
    public ReadOnlySpan<byte> this[int number]
    {
        get
        {
            int start = number == 1 ? 0 : _ends[number - 2];
            return _text.Items[start.._ends[number - 1]];
        }
    }
}
