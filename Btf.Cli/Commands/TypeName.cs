using Btf.Core;

namespace Btf.Cli;

/// <summary>A type's name as a person writes it: plain, or with the keyword that tells which kind is meant.</summary>
internal readonly record struct TypeName(string Name, BtfKinds Kinds)
{
    private const StringSplitOptions Options = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    public static TypeName Parse(string text) => text.Split(' ', 2, Options) switch
    {
        ["struct", string name] => new(name, BtfKinds.Struct | BtfKinds.Fwd),
        ["union", string name] => new(name, BtfKinds.Union | BtfKinds.Fwd),
        ["enum", string name] => new(name, BtfKinds.AnyEnum),
        _ => new(text, BtfKinds.All),
    };

    /// <summary>The types of the object and its bases that are meant, ids ascending.</summary>
    public List<BtfType> Find(BtfObject btf)
    {
        List<BtfType> found = [];
        foreach (BtfType type in btf.FindTypes(Name))
        {
            if (Kinds.Includes(type.Kind))
            {
                found.Add(type);
            }
        }

        return found;
    }
}
