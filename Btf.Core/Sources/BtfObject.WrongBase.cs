namespace Btf.Core;

public sealed partial class BtfObject
{
    // Over a wrong base nearly all names start in the middle of a string. Over the right one, neither damage nor chance makes it one in eight.
    private const int SuspiciousShare = 8;

    /// <summary>
    /// Returns whether this split object was probably made for another base than the one that it was opened over. If so, its ids and names are wrong.
    /// </summary>
    /// <returns>
    /// Whether more than an eighth of the names of its types, members, values and parameters start in the middle of a string, or past all strings. The
    /// names in the base's strings and those in its own are counted separately. False for an object without a base.
    /// </returns>
    /// <remarks>
    /// Over the right base every name starts where a string starts, because encoders look each name up among whole strings. The call walks over the object's
    /// own types, and allocates nothing.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The object or one of its bases is disposed.</exception>
    public bool LooksLikeWrongBase()
    {
        ThrowIfChainDisposed();
        if (Base is null)
        {
            return false;
        }

        var own = default(NameCount);
        var below = default(NameCount);
        foreach (BtfType type in Types)
        {
            CountName(type.NameOffset, ref own, ref below);
            switch (type.Kind)
            {
                case BtfKind.Struct or BtfKind.Union:
                    foreach (BtfMember member in type.AsComposite().Members)
                    {
                        CountName(member.NameOffset, ref own, ref below);
                    }

                    break;
                case BtfKind.Enum or BtfKind.Enum64:
                    foreach (BtfEnumValue value in type.AsEnum().Values)
                    {
                        CountName(value.NameOffset, ref own, ref below);
                    }

                    break;
                case BtfKind.FuncProto:
                    foreach (BtfParameter parameter in type.AsFunctionPrototype().Parameters)
                    {
                        CountName(parameter.NameOffset, ref own, ref below);
                    }

                    break;
            }
        }

        ThrowIfClosedMeanwhile();
        return own.IsSuspicious || below.IsSuspicious;
    }

    private void CountName(uint offset, ref NameCount own, ref NameCount below)
    {
        if (offset != 0)
        {
            ref NameCount count = ref offset < FirstStringOffset ? ref below : ref own;
            count.All++;
            count.Misplaced += StartsString(offset) ? 0 : 1;
        }
    }

    /// <summary>Returns whether a string of this object or of a base starts at an offset.</summary>
    private bool StartsString(uint offset)
    {
        BtfObject owner = PartWithString(offset);
        uint start = offset - owner.FirstStringOffset;
        ReadOnlySpan<byte> strings = owner.Strings;
        bool starts = start < (uint)strings.Length && (start == 0 || strings[(int)start - 1] == 0);
        GC.KeepAlive(owner);
        return starts;
    }

    private struct NameCount
    {
        public long All;
        public long Misplaced;

        public readonly bool IsSuspicious => Misplaced * SuspiciousShare > All;
    }
}
