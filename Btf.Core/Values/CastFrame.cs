namespace Btf.Core.Values;

/// <summary>A declaration of which the part after the name is still to be written.</summary>
internal struct CastFrame
{
    /// <summary>Where its types start on the row, from the outside in.</summary>
    public int Start;

    public int End;

    /// <summary>The next type on the row whose length or parameters come.</summary>
    public int Next;

    /// <summary>The next parameter of that type.</summary>
    public int Parameter;
}
