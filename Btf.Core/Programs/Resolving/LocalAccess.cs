using Btf.Core.Extensions;

namespace Btf.Core.Programs;

/// <summary>Reads the access of a record in the program's own types.</summary>
internal static class LocalAccess
{
    /// <summary>The size of a pointer in a BPF program.</summary>
    public const uint PointerSize = 8;

    /// <summary>Follows the record's access string from its root type.</summary>
    /// <returns>The error, if any.</returns>
    public static CoreError Parse(BtfCoreRelocation relocation, BtfType root, CoreSpec spec)
    {
        BtfCoreRelocationKind kind = relocation.Kind;
        spec.Start(root);
        BtfString access = relocation.AccessPath;
        if (!root.Object.TryReadString(access.Offset, out ReadOnlySpan<byte> text, CoreAccess.MaxTextLength + 1))
        {
            return new CoreError(CoreAccessFault.Missing, access.Offset);
        }

        if (CoreKinds.IsType(kind))
        {
            return text.SequenceEqual("0"u8) ? default : new CoreError(CoreAccessFault.NotZero);
        }

        if (!CoreAccess.TryParse(text, spec.RawBuffer, out int count))
        {
            return new CoreError(count == CoreSpec.MaxLength || text.Length > CoreAccess.MaxTextLength ? CoreAccessFault.TooLong : CoreAccessFault.NotNumbers, (ulong)count);
        }

        access.KeepAlive();
        spec.Start(root, count);
        return !root.TryGetUnderlying(out BtfType type) ? new CoreError(CoreAccessFault.Unfit)
            : CoreKinds.IsEnumerator(kind) ? ParseEnumerator(type, spec)
            : CoreKinds.IsField(kind) ? ParseField(type, spec)
            : new CoreError(CoreErrorCode.UnknownKind, (uint)kind);
    }

    private static CoreError ParseEnumerator(BtfType type, CoreSpec spec)
    {
        int index = spec.Raw[0];
        if (!CoreKinds.IsEnum(type.Kind) || spec.RawLength > 1 || index >= type.Vlen)
        {
            return new CoreError(spec.RawLength > 1 ? CoreAccessFault.NotOneNumber : CoreAccessFault.Unfit);
        }

        spec.Add(new CoreAccessor(type, index, IsNamed: true));
        return default;
    }

    private static CoreError ParseField(BtfType type, CoreSpec spec)
    {
        spec.Add(new CoreAccessor(type, spec.Raw[0], IsNamed: false));
        if (!TrySkip(spec, type, spec.Raw[0]))
        {
            return new CoreError(CoreErrorCode.NoSize, type.Id);
        }

        for (int i = 1; i < spec.RawLength; i++)
        {
            int index = spec.Raw[i];
            if (!type.TryGetUnderlying(out type))
            {
                return new CoreError(CoreAccessFault.Unfit, (ulong)i);
            }

            bool done = type.TryAsComposite(out BtfComposite composite) ? TryEnterMember(composite, index, spec, out type)
                : type.TryAsArray(out BtfArray array) && TryEnterElement(array, index, spec, out type);
            if (!done)
            {
                return new CoreError(CoreAccessFault.Unfit, (ulong)i);
            }
        }

        return default;
    }

    private static bool TryEnterMember(BtfComposite composite, int index, CoreSpec spec, out BtfType type)
    {
        type = composite.AsType();
        if (index >= composite.Members.Count)
        {
            return false;
        }

        BtfMember member = composite.Members[index];
        spec.BitOffset += member.EncodedBitOffset;
        if (member.NameOffset != 0)
        {
            // An offset that leads to an empty string counts as no name.
            if (!type.Object.TryReadString(member.NameOffset, out ReadOnlySpan<byte> name, most: 1) || name.IsEmpty)
            {
                return false;
            }

            spec.Add(new CoreAccessor(type, index, IsNamed: true));
        }

        return type.Object.TryGetType(member.TypeId, out type);
    }

    private static bool TryEnterElement(BtfArray array, int index, CoreSpec spec, out BtfType type)
    {
        BtfObject owner = array.AsType().Object;
        if (!owner.TryGetType(array.ElementTypeId, out type) || !type.TryGetUnderlying(out type) || (!spec.IsFlexible(array) && (uint)index >= array.Count))
        {
            return false;
        }

        spec.Add(new CoreAccessor(type, index, IsNamed: false));
        return TrySkip(spec, type, index);
    }

    private static bool TrySkip(CoreSpec spec, BtfType element, int index)
    {
        bool hasSize = TypeSize.Resolve(element, PointerSize, out uint size) == TypeSizeStatus.Done;
        spec.Skip(index, size);
        return hasSize;
    }
}
