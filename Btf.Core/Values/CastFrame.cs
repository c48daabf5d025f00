namespace Btf.Core.Values;

/// <summary>A declaration whose part after the name is not written yet.</summary>
internal struct CastFrame
{
    /// <summary>Where its parts start.</summary>
    public int Start;

    public int End;

    /// <summary>The next part whose array length or parameters are to be written.</summary>
    public int Next;

    /// <summary>The next parameter of that type.</summary>
    public int Parameter;
}
