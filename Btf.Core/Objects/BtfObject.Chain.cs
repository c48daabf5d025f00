namespace Btf.Core;

public sealed unsafe partial class BtfObject
{
    // The number of bases below this object, and a base to jump to, often far below: so few steps lead to any base, however long the chain is.
    private readonly int _depth;
    private readonly BtfObject? _jump;

    /// <summary>Returns the object of this one's chain that is split directly from <paramref name="part"/>; null for this object itself.</summary>
    /// <param name="part">This object, or one of its bases.</param>
    internal BtfObject? SplitOf(BtfObject part) => part == this ? null : PartAt(part._depth + 1);

    /// <summary>The base at the bottom of this object's chain; this object itself if it has no base.</summary>
    internal BtfObject Root => PartAt(0);

    /// <summary>Returns whether an object is this one or one of its bases.</summary>
    internal bool HasInChain(BtfObject part) => part._depth <= _depth && PartAt(part._depth) == part;

    /// <summary>Returns the object of the chain to whose strings an offset belongs. Does not check that the strings are long enough.</summary>
    internal BtfObject PartWithString(uint offset)
    {
        BtfObject part = this;
        while (offset < part._firstStringOffset)
        {
            // Only an object with a base has a first offset above 0.
            part = part._jump is { } jump && offset < jump.NextStringOffset ? jump : part._base!;
        }

        return part;
    }

    /// <summary>The base that an object split from this one jumps to.</summary>
    private BtfObject JumpAbove => _jump?._jump is { } far && _depth - _jump._depth == _jump._depth - far._depth ? far : this;

    private BtfObject PartAt(int depth)
    {
        BtfObject part = this;
        while (part._depth > depth)
        {
            part = part._jump is { } jump && jump._depth >= depth ? jump : part._base!;
        }

        return part;
    }
}
