using System.Globalization;
using Btf.Text;
using Btf.Core;
using Btf.Explorer.Sources;
using Btf.Explorer.Texts;

namespace Btf.Explorer.Views;

/// <summary>The numbers under a type's heading.</summary>
internal static class TypeFacts
{
    public static IReadOnlyList<string> Of(BtfType type, OpenSource source)
    {
        List<string> facts = [];
        if (type.TryGetSizeInBytes(out uint size) && type.Kind is not (BtfKind.Func or BtfKind.FuncProto))
        {
            facts.Add(ByteText.Count(size, "byte"));
        }

        if (type.Kind is BtfKind.Struct or BtfKind.Union)
        {
            AddLayout(facts, BtfLayout.Of(type));
        }
        else if (type.TryAsEnum(out BtfEnum enumeration))
        {
            facts.Add(ByteText.Count(enumeration.Values.Count, "value"));
        }
        else if (type.TryAsFunction(out BtfFunction function))
        {
            facts.Add(function.Linkage.ToString().ToLowerInvariant());
            facts.Add(ByteText.Count(function.Prototype.Parameters.Count, "parameter"));
        }

        facts.Add(string.Create(CultureInfo.InvariantCulture, $"id {type.Id}"));
        facts.Add(SafeText.Of(source.Name));
        return facts;
    }

    private static void AddLayout(List<string> facts, BtfLayout layout)
    {
        facts.Add(ByteText.Count(layout.CacheLines, "cache line"));
        facts.Add(ByteText.Count(layout.Composite.Members.Count, "member"));
        if (layout.Holes > 0)
        {
            facts.Add($"{ByteText.Count(layout.Holes, "hole")} of {ByteText.Count((long)layout.HoleBytes, "byte")}");
        }

        if (layout.BitHoles > 0)
        {
            facts.Add($"{ByteText.Count(layout.BitHoles, "bit hole")} of {ByteText.Count((long)layout.BitHoleBits, "bit")}");
        }

        if (layout.Padding > 0)
        {
            facts.Add($"{ByteText.Count((long)layout.Padding, "byte")} of padding");
        }

        if (layout.IsPacked)
        {
            facts.Add("packed");
        }
    }
}
