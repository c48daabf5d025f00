namespace Btf.Core.Building;

/// <summary>A place where a function was inlined, for a <see cref="BtfBuilder"/>.</summary>
public readonly struct BtfBuilderSite
{
    /// <summary>Makes a place.</summary>
    /// <param name="functionId">The function.</param>
    /// <param name="prototypeId">The locations of its parameters at this place.</param>
    /// <param name="offset">The offset in bytes from the address where the section is loaded.</param>
    public BtfBuilderSite(uint functionId, uint prototypeId, uint offset)
    {
        FunctionId = functionId;
        PrototypeId = prototypeId;
        Offset = offset;
    }

    /// <summary>The function.</summary>
    internal uint FunctionId { get; }

    /// <summary>The locations of its parameters at this place.</summary>
    internal uint PrototypeId { get; }

    /// <summary>The offset in bytes from the address where the section is loaded.</summary>
    internal uint Offset { get; }

    /// <summary>Makes a place from a tuple.</summary>
    /// <param name="element">The tuple, whose offset is not negative.</param>
    public static implicit operator BtfBuilderSite((uint FunctionId, uint PrototypeId, int Offset) element) =>
        new(element.FunctionId, element.PrototypeId, (uint)element.Offset);
}
