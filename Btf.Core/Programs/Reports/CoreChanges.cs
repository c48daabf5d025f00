using System.Globalization;
using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Finds changes of a matching field, type or enumerator that may make a program read it wrongly.</summary>
internal static class CoreChanges
{
    /// <summary>Compares the types that two accesses lead to.</summary>
    /// <returns>A sentence for each change.</returns>
    public static IEnumerable<string> Find(BtfCoreRelocationKind kind, CoreSpec local, CoreSpec target)
    {
        if (CoreKinds.IsEnumerator(kind))
        {
            BtfEnumValue own = local.Last.Type.AsEnum().Values[local.Last.Index];
            BtfEnumValue there = target.Last.Type.AsEnum().Values[target.Last.Index];
            return own.UnsignedValue == there.UnsignedValue
                ? []
                : [string.Create(CultureInfo.InvariantCulture, $"Enumerator {CoreFailure.EnumeratorName(local)} has the value {ValueOf(there)}; {ValueOf(own)} in the program.")];
        }

        BtfType left = CoreTexts.LeafOf(local);
        BtfType right = CoreTexts.LeafOf(target);
        if (!CoreKinds.IsField(kind) || left == default || right == default || !left.TryGetUnderlying(out left) || !right.TryGetUnderlying(out right))
        {
            return [];
        }

        return Compare(left, right);
    }

    private static IEnumerable<string> Compare(BtfType local, BtfType target)
    {
        for (int depth = 0; local.TryAsArray(out BtfArray own) && target.TryAsArray(out BtfArray there) && depth < BtfType.MaxSizeDepth; depth++)
        {
            if (own.Count != there.Count)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"The array has {there.Count} elements; {own.Count} in the program.");
            }

            if (!local.Object.TryGetType(own.ElementTypeId, out local) || !target.Object.TryGetType(there.ElementTypeId, out target)
                || !local.TryGetUnderlying(out local) || !target.TryGetUnderlying(out target))
            {
                yield break;
            }
        }

        if (local.Kind != target.Kind)
        {
            yield return $"The kind changed: {KindOf(target)}; {KindOf(local)} in the program.";
        }

        if (IsSigned(local) is { } before && IsSigned(target) is { } after && before != after)
        {
            yield return $"The sign changed: {(after ? "signed" : "unsigned")}; {(before ? "signed" : "unsigned")} in the program.";
        }

        if (ScalarSize(local, LocalAccess.PointerSize) is { } size && ScalarSize(target, 0) is { } targetSize && size != targetSize)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The size changed: {targetSize} bytes; {size} in the program.");
        }
    }

    // In C, enumerations of 32 and of 64 bits look the same.
    private static string KindOf(BtfType type) => CoreSpecText.WordOf(type.Kind) + (type.NameOffset == 0 ? "" : $" {CoreSpecText.NameOf(type.Object, type.NameOffset)}");

    private static bool? IsSigned(BtfType type) => type.TryAsInt(out BtfInt integer) ? integer.IsSigned : CoreKinds.IsEnum(type.Kind) ? type.KindFlag : null;

    private static uint? ScalarSize(BtfType type, uint pointerSize) =>
        type.Kind is BtfKind.Int or BtfKind.Enum or BtfKind.Enum64 or BtfKind.Ptr or BtfKind.Float
        && TypeSize.Resolve(type, pointerSize, out uint size) == TypeSizeStatus.Done ? size : null;

    private static string ValueOf(BtfEnumValue value) => value.DeclaringType.KindFlag
        ? value.SignedValue.ToString(CultureInfo.InvariantCulture)
        : value.UnsignedValue.ToString(CultureInfo.InvariantCulture);
}
