using Btf.Core;

namespace Btf.Cli;

/// <summary>The numbers of a structure's members, holes and padding.</summary>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Members">The number of its members, without the members of anonymous members.</param>
/// <param name="Holes">The number of places where whole bytes are unused before a member.</param>
/// <param name="HoleBytes">The number of those bytes.</param>
/// <param name="Padding">The number of unused bytes after the last member.</param>
internal readonly record struct StructureShape(uint Size, int Members, int Holes, ulong HoleBytes, ulong Padding)
{
    /// <summary>Returns the size of a structure and the number of its members. The rest is 0.</summary>
    public static StructureShape WithoutHoles(BtfComposite composite) => new(composite.Size, composite.Members.Count, 0, 0, 0);

    /// <summary>Returns the shape of a structure. A union has no holes.</summary>
    public static StructureShape Of(BtfComposite composite)
    {
        if (composite.IsUnion)
        {
            return WithoutHoles(composite);
        }

        BtfLayout layout = BtfLayout.Of(composite.AsType());
        return new StructureShape(composite.Size, composite.Members.Count, layout.Holes, layout.HoleBytes, layout.Padding);
    }
}
