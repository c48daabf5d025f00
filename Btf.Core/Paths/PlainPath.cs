namespace Btf.Core;

/// <summary>
/// Follows a path of names with dots between them, as nearly all paths are, in local variables only. Whatever else a path may have, and every error, is left to
/// <see cref="BtfPathReader"/>.
/// </summary>
internal static class PlainPath
{
    /// <summary>Returns the target of a path; the default value if <see cref="BtfPathReader"/> must read it.</summary>
    /// <param name="root">The type that the path starts from.</param>
    /// <param name="path">The path.</param>
    public static BtfMemberPath Follow(BtfType root, ReadOnlySpan<byte> path)
    {
        BtfObject scope = root.Object;
        BtfType type = root;
        ulong bitOffset = 0;
        long work = 0;
        int end = -1;
        while (true)
        {
            int start = end + 1;
            end = EndOfName(path, start);
            if (end < path.Length && path[end] != '.')
            {
                // Before this name is looked for, because the reader will do that.
                return default;
            }

            ReadOnlySpan<byte> name = path[start..end];
            if (name.IsEmpty || !type.TryGetUnderlying(out type) || !type.TryAsComposite(out BtfComposite composite))
            {
                return default;
            }

            int bitfieldSize;
            if (MemberSearch.TryFindOwn(type, name, out BtfMember member, out bool hasNameless))
            {
                bitOffset += member.BitOffset;
                bitfieldSize = member.BitfieldSize;
            }
            else if (hasNameless && MemberSearch.TryFindInside(composite, name, out BtfMemberLocation location, ref work))
            {
                member = location.Member;
                bitOffset += location.BitOffset;
                bitfieldSize = location.BitfieldSize;
            }
            else
            {
                return default;
            }

            if (bitOffset > BtfPathReader.MaxBitOffset || !member.DeclaringType.Object.TryGetType(member.TypeId, out type))
            {
                return default;
            }

            if (end == path.Length)
            {
                uint size = 0;
                if (bitfieldSize == 0 && TypeSize.Resolve(type, (uint)scope.PointerSizeOrDefault, out size) != TypeSizeStatus.Done)
                {
                    return default;
                }

                // A closed object reads as zeros.
                scope.ThrowIfClosedMeanwhile();
                ulong bitSize = bitfieldSize != 0 ? (uint)bitfieldSize : size * 8UL;
                return new BtfMemberPath(root, type, member, bitOffset, bitSize, bitfieldSize != 0, 0);
            }
        }
    }

    /// <summary>Returns the first place from a start on that is not a part of a plain name, or the path's length.</summary>
    private static int EndOfName(ReadOnlySpan<byte> path, int start)
    {
        // A loop, because the names in a path are short.
        int end = start;
        while (end < path.Length && path[end] is not ((byte)'.' or (byte)'[' or (byte)']' or (byte)'-'))
        {
            end++;
        }

        return end;
    }
}
