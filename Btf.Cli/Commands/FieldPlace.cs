using Btf.Core;

namespace Btf.Cli;

/// <summary>Where a member lies in one kernel.</summary>
/// <param name="Offset">The byte that holds its first bit.</param>
/// <param name="Size">Its size in bytes; for a bit-field, the size of its declared type.</param>
/// <param name="Bit">A bit-field's first bit in that byte.</param>
/// <param name="Width">A bit-field's width in bits; 0 for other fields.</param>
/// <param name="IsSigned">Whether it is a signed number.</param>
internal sealed record FieldPlace(ulong Offset, ulong Size, int Bit, int Width, bool IsSigned)
{
    /// <summary>Finds a member; null where the kernel lacks it.</summary>
    /// <param name="btf">The kernel's types.</param>
    /// <param name="field">Its path, or alternative paths with <c>|</c> between them. An alternative without the name of a type belongs to the type of the first path.</param>
    public static FieldPlace? Find(BtfObject btf, string field)
    {
        string[] paths = field.Split('|', StringSplitOptions.TrimEntries);
        string type = paths[0].Split('.')[0];
        for (int i = 0; i < paths.Length; i++)
        {
            // An alternative is first sought as a member of the first path's type, then as a path of its own: a kernel may have a type with the member's name.
            BtfMemberPath place = default;
            if ((i > 0 && btf.TryResolvePath($"{type}.{paths[i]}", out place, out _)) || btf.TryResolvePath(paths[i], out place, out BtfPathError error))
            {
                return Of(place);
            }

            if (error.Code == BtfPathErrorCode.SyntaxError)
            {
                throw new ToolException(ExitCode.WrongUsage, error.Describe(System.Text.Encoding.UTF8.GetBytes(paths[i])));
            }
        }

        return null;
    }

    private static FieldPlace Of(in BtfMemberPath place)
    {
        BtfType end = place.Type.Underlying;
        bool isSigned = (end.TryAsInt(out BtfInt integer) && integer.IsSigned) || (end.TryAsEnum(out BtfEnum enumeration) && enumeration.IsSigned);
        return place.IsBitfield
            ? new FieldPlace(place.ByteOffset, end.SizeInBytes, (int)(place.BitOffset % 8), (int)place.BitSize, isSigned)
            : new FieldPlace(place.ByteOffset, place.BitSize / 8, 0, 0, isSigned);
    }
}
