namespace Btf.Core.Building;

/// <summary>A variable's place in a data section that a <see cref="BtfBuilder"/> makes.</summary>
public readonly struct BtfBuilderEntry
{
    /// <summary>Describes it.</summary>
    /// <param name="typeId">The variable, or a function that is extern.</param>
    /// <param name="offset">Where it starts, in bytes from the start of the section.</param>
    /// <param name="size">Its size in bytes.</param>
    public BtfBuilderEntry(uint typeId, uint offset, uint size)
    {
        TypeId = typeId;
        Offset = offset;
        Size = size;
    }

    /// <summary>The variable, or a function that is extern.</summary>
    internal uint TypeId { get; }

    /// <summary>Where it starts, in bytes from the start of the section.</summary>
    internal uint Offset { get; }

    /// <summary>Its size in bytes.</summary>
    internal uint Size { get; }

    /// <summary>Reads a tuple as one.</summary>
    /// <param name="element">The tuple, whose numbers are not negative.</param>
    public static implicit operator BtfBuilderEntry((uint TypeId, int Offset, int Size) element) => new(element.TypeId, (uint)element.Offset, (uint)element.Size);
}
