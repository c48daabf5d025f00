using Btf.Core;

namespace Btf.Cli;

/// <summary>The types of a kernel that a BPF object uses.</summary>
internal static class UsedTypes
{
    private const string Flavor = "___";

    /// <summary>Returns the types with the same names and kinds as the object's types. As in CO-RE, the name <c>task_struct___old</c> means <c>task_struct</c>.</summary>
    /// <param name="program">The BPF object's file.</param>
    /// <param name="kernel">The kernel's types.</param>
    public static BtfType[] Of(string program, BtfObject kernel)
    {
        using Source source = Source.Open(program);
        HashSet<BtfType> used = [];
        foreach (BtfType type in source.Main.Object.AllTypes)
        {
            if (type.NameOffset == 0 || !(BtfKinds.Composite | BtfKinds.AnyEnum | BtfKinds.Typedef | BtfKinds.Fwd).Includes(type.Kind))
            {
                continue;
            }

            string name = SafeText.Decode(type.Name.Utf8);
            int flavor = name.IndexOf(Flavor, StringComparison.Ordinal);
            foreach (BtfType found in kernel.FindTypes(SafeText.Encode(flavor > 0 ? name[..flavor] : name)))
            {
                if (found.Kind == type.Kind || (type.Kind == BtfKind.Fwd && BtfKinds.Composite.Includes(found.Kind)))
                {
                    _ = used.Add(found);
                }
            }
        }

        return used.Count > 0
            ? [.. used.OrderBy(type => type.Id)]
            : throw new ToolException(ExitCode.No, $"{program} uses no type of this kernel by name.");
    }
}
