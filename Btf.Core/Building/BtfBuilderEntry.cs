namespace Btf.Core.Building;

/// <summary>A variable or function in a data section, for a <see cref="BtfBuilder"/>.</summary>
public readonly struct BtfBuilderEntry
{
    /// <summary>Makes an entry.</summary>
    /// <param name="typeId">The variable, or an extern function.</param>
    /// <param name="offset">The start of the variable, in bytes from the start of the section.</param>
    /// <param name="size">Its size in bytes.</param>
    public BtfBuilderEntry(uint typeId, uint offset, uint size)
    {
        TypeId = typeId;
        Offset = offset;
        Size = size;
    }

    /// <summary>The variable, or an extern function.</summary>
    internal uint TypeId { get; }

    /// <summary>The start of the variable, in bytes from the start of the section.</summary>
    internal uint Offset { get; }

    /// <summary>Its size in bytes.</summary>
    internal uint Size { get; }

    /// <summary>Makes an entry from a tuple.</summary>
    /// <param name="element">The tuple, whose numbers are not negative.</param>
    public static implicit operator BtfBuilderEntry((uint TypeId, int Offset, int Size) element) => new(element.TypeId, (uint)element.Offset, (uint)element.Size);
}
