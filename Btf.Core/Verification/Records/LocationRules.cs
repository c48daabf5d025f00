namespace Btf.Core;

/// <summary>The rules for the kinds that tell where functions were inlined. No kernel before <see cref="BtfRules.Linux74"/> knows these kinds.</summary>
internal static class LocationRules
{
    private const BtfLocationFlags Known =
        BtfLocationFlags.Signed | BtfLocationFlags.Constant | BtfLocationFlags.Address | BtfLocationFlags.Register | BtfLocationFlags.Dereference | BtfLocationFlags.Offset;

    private const uint ParameterSize = 4;
    private const uint SiteSize = 12;
    private const uint PrototypeField = 4;

    /// <summary>Returns the last kind that a kernel knows.</summary>
    public static BtfKind LastKind(BtfRules rules) => rules == BtfRules.Linux74 ? BtfKind.LocSec : BtfKind.Enum64;

    /// <summary>Checks the location of a parameter, in the first pass.</summary>
    /// <returns>Whether the checks continue.</returns>
    public static bool CheckParameter(scoped ref VerifierContext context, in TypeRecord record)
    {
        var flags = (BtfLocationFlags)context.Word(record.Offset + RecordFormat.TailField);
        return (flags & ~Known) == 0 || context.Report(BtfFindingCode.LocationFlags, record, RecordFormat.TailField);
    }

    /// <summary>Checks, in the second pass, that the types referred to exist and have the right kind.</summary>
    /// <returns>Whether the checks continue.</returns>
    public static bool CheckReferences(scoped ref VerifierContext context, uint typeId)
    {
        context.TryGetKind(typeId, out BtfKind kind);
        return kind switch
        {
            BtfKind.LocProto => CheckParameters(ref context, context.RecordOf(typeId)),
            BtfKind.LocSec => CheckSites(ref context, context.RecordOf(typeId)),
            _ => true,
        };
    }

    private static bool CheckParameters(scoped ref VerifierContext context, in TypeRecord record)
    {
        int count = context.ElementCount(record.TypeId, ParameterSize);
        uint field = RecordFormat.HeadSize;
        for (int i = 0; i < count; i++, field += ParameterSize)
        {
            uint id = context.Word(record.Offset + field);
            if (id != 0 && !CheckKind(ref context, record, id, BtfKind.LocParam, field, i))
            {
                return false;
            }
        }

        return true;
    }

    private static bool CheckSites(scoped ref VerifierContext context, in TypeRecord record)
    {
        int count = context.ElementCount(record.TypeId, SiteSize);
        uint field = RecordFormat.HeadSize;
        for (int i = 0; i < count; i++, field += SiteSize)
        {
            uint function = context.Word(record.Offset + field);
            uint prototype = context.Word(record.Offset + field + PrototypeField);
            if (!CheckKind(ref context, record, function, BtfKind.Func, field, i)
                || !CheckKind(ref context, record, prototype, BtfKind.LocProto, field + PrototypeField, i))
            {
                return false;
            }
        }

        return true;
    }

    private static bool CheckKind(scoped ref VerifierContext context, in TypeRecord record, uint id, BtfKind expected, uint field, int element)
    {
        context.TryGetKind(id, out BtfKind kind);
        return kind == expected || context.Report(ReferenceKinds.MissingOrNotAllowed(kind), record, field, element);
    }
}
