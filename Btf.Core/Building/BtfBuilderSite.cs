namespace Btf.Core.Building;

/// <summary>A place where a function was inlined, for a section that a <see cref="BtfBuilder"/> makes.</summary>
public readonly struct BtfBuilderSite
{
    /// <summary>Describes it.</summary>
    /// <param name="functionId">The function.</param>
    /// <param name="prototypeId">Where its parameters are there.</param>
    /// <param name="offset">The address in bytes, from where the section was loaded.</param>
    public BtfBuilderSite(uint functionId, uint prototypeId, uint offset)
    {
        FunctionId = functionId;
        PrototypeId = prototypeId;
        Offset = offset;
    }

    /// <summary>The function.</summary>
    internal uint FunctionId { get; }

    /// <summary>Where its parameters are there.</summary>
    internal uint PrototypeId { get; }

    /// <summary>The address in bytes, from where the section was loaded.</summary>
    internal uint Offset { get; }

    /// <summary>Reads a tuple as one.</summary>
    /// <param name="element">The tuple, whose offset is not negative.</param>
    public static implicit operator BtfBuilderSite((uint FunctionId, uint PrototypeId, int Offset) element) =>
        new(element.FunctionId, element.PrototypeId, (uint)element.Offset);
}
