using Btf.Core;

namespace Btf.Cli;

/// <summary>Writes declarations that Btf.Generators completes: a program finds their fields in a kernel's types when it starts.</summary>
internal static class CSharpBinding
{
    private const int MostDepth = 32;

    // The names of members that the generator writes.
    private static readonly string[] _reserved = ["Bind", "BoundLayout", "BtfLayout", "BtfRequiredLength", "BtfSize", "Has", "SizeInBytes", "ThrowNotBound"];

    public static void Write(IEnumerable<BtfType> types, TextOutput output)
    {
        // A structure cannot have a member of its own name.
        HashSet<string> names = [.. CSharpNames.ReservedForTypes, .. _reserved];
        bool continues = false;
        foreach (BtfType type in types)
        {
            output.Write(continues ? "\n" : "");
            continues = true;
            string cName = type.Name.ToString();
            string name = CSharpNames.Unique(CSharpNames.Of(cName), names);
            output.WriteLine($"[BtfStruct({CSharpNames.Literal(cName)})]\npublic readonly ref partial struct {name}\n{{");
            WriteMembers(type.Underlying.AsComposite(), [.. _reserved, .. CSharpNames.ReservedForMembers, name], new MemberBudget(), 0, output);
            output.WriteLine("}");
        }
    }

    private static void WriteMembers(BtfComposite composite, HashSet<string> taken, MemberBudget budget, int depth, TextOutput output)
    {
        foreach (BtfMember member in composite.Members)
        {
            budget.Take();
            string cName = member.Name.ToString();
            BtfType type = member.Type;
            if (cName.Length == 0)
            {
                // As in C, a path reaches the members of an anonymous structure as if they were members of the structure around it.
                if (depth < MostDepth && type.Underlying.TryAsComposite(out BtfComposite inner))
                {
                    WriteMembers(inner, taken, budget, depth + 1, output);
                }

                continue;
            }

            string? csharp = CSharpTypes.IsBytes(type) ? "ReadOnlySpan<byte>" : CSharpTypes.Of(type);
            if (csharp is null)
            {
                output.WriteLine($"    // {SafeText.Of(cName)}: {SafeText.Of(type.ToString())}. Read its parts by a path that starts with it.");
                continue;
            }

            string name = CSharpNames.Unique(CSharpNames.Of(cName), taken);
            output.WriteLine($"    [BtfField({CSharpNames.Literal(cName)})] public partial {csharp} {name} {{ get; }}");
        }
    }
}
