using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

/// <summary>Throws the reason why a type has no alignment.</summary>
internal static class TypeAlignment
{
    [DoesNotReturn]
    public static void ThrowNone(BtfType type)
    {
        BtfType end = type;
        for (int hops = 0; TryGetNext(end, out BtfType next); hops++)
        {
            if (hops == BtfType.MaxChainLength)
            {
                BtfType.ThrowLoop(end);
            }

            end = next;
        }

        if (end.TryAsComposite(out BtfComposite composite))
        {
            ThrowMember(composite);
        }

        string where = end == type ? "" : $" Type [{type.Id}] leads to it.";
        throw new InvalidOperationException($"Type [{end.Id}] is {BtfType.KindText(end.Kind)}, which has no alignment.{where}");
    }

    private static bool TryGetNext(BtfType type, out BtfType next)
    {
        next = default;
        if (type.Kind == BtfKind.Array)
        {
            next = type.AsArray().ElementType;
            return true;
        }

        bool follows = type.Kind == BtfKind.Typedef || type.Kind.IsModifier();
        next = follows ? type.Target : default;
        return follows;
    }

    // A structure lacks an alignment only because of a member's type, which may be the structure itself.
    [DoesNotReturn]
    private static void ThrowMember(BtfComposite composite)
    {
        uint found = 0;
        foreach (BtfMember member in composite.Members)
        {
            if (!member.Type.TryGetAlignment(out _))
            {
                found = member.TypeId;
                break;
            }
        }

        new BtfError(
            BtfErrorCode.UnexpectedKind, composite.AsType().ByteOffset, composite.AsType().Id, found, text: "no type for a member: it has no alignment, or contains this one").Throw();
    }
}
