namespace Btf.Core;

/// <summary>The third pass: how typedefs, qualifiers and type tags follow each other.</summary>
internal static class ChainRules
{
    private const int MaxLength = 32;

    /// <summary>Checks every chain, from the lowest id on, and follows it up to the first type that is already checked.</summary>
    /// <returns>Whether the checks continue.</returns>
    public static bool CheckAll(scoped ref VerifierContext context)
    {
        uint good = 0;
        for (uint id = context.FirstTypeId; id < context.NextTypeId; id++)
        {
            context.TryGetKind(id, out BtfKind kind);
            if (TypeKinds.Modifiers.Includes(kind))
            {
                BtfFindingCode code = Check(context, id, kind, good);
                if (code != BtfFindingCode.None && !context.Report(code, context.RecordOf(id), RecordFormat.SizeOrTypeField))
                {
                    return false;
                }

                good = id;
            }
        }

        return true;
    }

    private static BtfFindingCode Check(in VerifierContext context, uint id, BtfKind kind, uint good)
    {
        bool inTags = kind == BtfKind.TypeTag;
        for (int left = MaxLength; TypeKinds.Modifiers.Includes(kind); left--)
        {
            if (left == 0)
            {
                return BtfFindingCode.ModifierChain;
            }

            if (kind != BtfKind.TypeTag)
            {
                inTags = false;
            }
            else if (!inTags && context.Options.Rules == BtfRules.Linux618)
            {
                return BtfFindingCode.TagOrder;
            }

            if (id <= good)
            {
                break;
            }

            id = context.SizeOrTypeOf(id);
            context.TryGetKind(id, out kind);
        }

        return BtfFindingCode.None;
    }
}
