using System.Text;

namespace Btf.Core;

/// <summary>Finds a member of a structure or union that is only declared, in its definitions. An object and its bases may have several.</summary>
internal ref struct DeclaredMember
{
    private const int MostListed = 8;

    private DeclaredMember(BtfPathErrorCode code) => Code = code;

    /// <summary><see cref="BtfPathErrorCode.None"/> if the member was found; else the error.</summary>
    public BtfPathErrorCode Code { get; private set; }

    /// <summary>The definition that has the member; else the last definition, or the declaration.</summary>
    public BtfType Type { get; private set; }

    /// <summary>The member, if it was found.</summary>
    public BtfMemberLocation Location { get; private set; }

    /// <summary>The list of places, if the definitions have the member at different places.</summary>
    public string? Places { get; private set; }

    /// <summary>Searches each definition with a declaration's name and kind.</summary>
    /// <param name="scope">The object to search, including its bases.</param>
    /// <param name="declaration">The declaration.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="work">Counts the compared members.</param>
    public static DeclaredMember Find(BtfObject scope, BtfForward declaration, ReadOnlySpan<byte> name, ref long work)
    {
        var found = new DeclaredMember(BtfPathErrorCode.IncompleteType) { Type = declaration.AsType() };
        if (!declaration.AsType().Name.TryGetUtf8(out ReadOnlySpan<byte> tag) || tag.IsEmpty)
        {
            return found;
        }

        StringBuilder? places = null;
        int count = 0;
        foreach (BtfType definition in scope.FindTypes(tag).OfKinds(declaration.IsUnion ? BtfKinds.Union : BtfKinds.Struct))
        {
            bool has = MemberSearch.TryFind(definition.AsComposite(), name, out BtfMemberLocation location, ref work);
            if (!has)
            {
                found.Code = count == 0 ? BtfPathErrorCode.NoSuchMember : found.Code;
                found.Type = count == 0 ? definition : found.Type;
            }
            else if (count == 0)
            {
                count = 1;
                found.Code = BtfPathErrorCode.None;
                found.Type = definition;
                found.Location = location;
            }
            else if (!IsSame(found.Location, location) && ++count <= MostListed)
            {
                places ??= new StringBuilder($"byte {found.Location.BitOffset / 8} in [{found.Type.Id}]");
                places.Append($", byte {location.BitOffset / 8} in [{definition.Id}]");
            }
        }

        if (places is not null)
        {
            found.Code = BtfPathErrorCode.Ambiguous;
            found.Places = places.Append(count > MostListed ? $" and {count - MostListed} more" : "").ToString();
        }

        return found;
    }

    private static bool IsSame(in BtfMemberLocation left, in BtfMemberLocation right) =>
        left.BitOffset == right.BitOffset && left.BitfieldSize == right.BitfieldSize && left.Member.TypeId == right.Member.TypeId;
}
