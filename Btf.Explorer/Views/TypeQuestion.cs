using Btf.Text;
using Btf.Core;
using Btf.Explorer.Addresses;
using Btf.Explorer.Sources;

namespace Btf.Explorer.Views;

/// <summary>The type that an address names, and others with its name.</summary>
/// <param name="Source">The source that has it.</param>
/// <param name="Type">The type.</param>
/// <param name="Others">Other types with the name, in the same source.</param>
internal sealed record TypeQuestion(OpenSource Source, BtfType Type, IReadOnlyList<BtfType> Others)
{
    private const int MostOthers = 20;

    /// <summary>Finds the type.</summary>
    /// <param name="address">The address of a view of types.</param>
    /// <param name="workspace">The sources.</param>
    /// <param name="why">Why there is none.</param>
    public static TypeQuestion? Find(Address address, Workspace workspace, out string why)
    {
        why = "";
        OpenSource? named = address["of"].Length == 0 ? null : workspace.Find(address["of"]);
        if (address["of"].Length > 0 && named is null)
        {
            why = $"No open source is named “{SafeText.Of(address["of"])}”. Open the file that the address is about.";
            return null;
        }

        IReadOnlyList<OpenSource> sources = named is null ? workspace.Searched : [named];
        if (address.View == "id")
        {
            OpenSource first = sources[0];
            if (uint.TryParse(address.Subject, out uint id) && first.Object.TryGetType(id, out BtfType byId))
            {
                return new TypeQuestion(first, byId, []);
            }

            why = $"{SafeText.Of(first.Name)} has no type with the id “{SafeText.Of(address.Subject)}”.";
            return null;
        }

        TypeName name = TypeName.Parse(address.Subject);
        foreach (OpenSource source in sources)
        {
            List<BtfType> found = name.Find(source.Object);
            if (found.Count == 0)
            {
                continue;
            }

            BtfType type = Choose(found, name, address, source.Object);
            return new TypeQuestion(source, type, [.. found.Where(other => other != type).Take(MostOthers)]);
        }

        why = $"No type in {SafeText.Of(sources[0].Name)} is named “{SafeText.Of(address.Subject)}”."
            + (workspace.IsSample ? " This is the sample: open the file that the address is about." : "");
        return null;
    }

    private static BtfType Choose(List<BtfType> found, TypeName name, Address address, BtfObject btf)
    {
        if (KindNames.TryParse(address["kind"], out BtfKind kind) && found.Find(type => type.Kind == kind) is { IsNone: false } ofKind)
        {
            return ofKind;
        }

        BtfType preferred = Links.Preferred(btf, SafeText.Encode(name.Names[0]), address.View == "function");
        return found.Contains(preferred) ? preferred : found[0];
    }
}
