namespace Btf.Core.Tests.Comparison;

/// <summary>Data of a few types, as it is or with one edit.</summary>
internal static class EditedTypes
{
    public static byte[] Structure(string edit)
    {
        var builder = new BtfBuilder();
        uint @int = builder.Int("int", 4, 32, 1);
        uint @long = builder.Int("long", 8, 64, 1);
        uint array = builder.Array(@int, @int, edit == "array" ? 3u : 2u);
        (string, uint, uint)[] inner = [("x", @int, 0), ("y", @int, edit == "inner moved" ? 8u : 0)];
        uint union = builder.Union("", 4, edit == "inner added" ? [.. inner, ("z", @int, 0)] : inner);
        uint open = builder.Struct("", 8, ("v", @int, 0), ("w", edit == "open member" ? @long : @int, 32));
        List<(string, uint, uint, uint)> members =
        [
            ("a", array, 0, 0),
            (edit == "renamed" ? "c" : "b", edit == "retyped" ? @long : @int, edit switch { "moved" => 96u, "moved by bits" => 68u, _ => 64u }, 0),
            ("d", @int, 96, edit == "bit-field" ? 4u : 3u),
            ("", union, 128, 0),
            ("open", open, 160, 0),
        ];
        if (edit == "added")
        {
            members.Add(("c", @int, 160, 0));
        }
        else if (edit == "removed")
        {
            members.RemoveAt(1);
        }
        else if (edit == "swapped")
        {
            (members[0], members[1]) = (members[1], members[0]);
        }

        builder.BitfieldStruct("s", edit == "size" ? 32u : 24u, [.. members]);
        return builder.Build();
    }

    public static byte[] Enumeration(string name, string edit)
    {
        var builder = new BtfBuilder();
        (string, int)[] values = edit switch
        {
            "renumbered" => [("A", 0), ("B", 7)],
            "renamed" => [("A", 0), ("C", 1)],
            "added" => [("A", 0), ("B", 1), ("C", 2)],
            "removed" => [("A", 0)],
            _ => [("A", 0), ("B", 1)],
        };
        if (edit == "enum64")
        {
            builder.Enum64(name, 4, false, ("A", 0), ("B", 1));
        }
        else
        {
            builder.Enum(name, edit == "size" ? 8u : 4u, edit == "signed", values);
        }

        return builder.Build();
    }

    public static byte[] Function(string edit)
    {
        var builder = new BtfBuilder();
        uint @int = builder.Int("int", 4, 32, 1);
        uint @long = builder.Int("long", 8, 64, 1);
        (string, uint)[] parameters = edit switch
        {
            "renamed" => [("a", @int), ("c", @int)],
            "retyped" => [("a", @int), ("b", @long)],
            "added" => [("a", @int), ("b", @int), ("c", @int)],
            "ellipsis" => [("a", @int), ("b", @int), ("", 0)],
            "removed" => [("b", @int)],
            "swapped" => [("b", @int), ("a", @int)],
            _ => [("a", @int), ("b", @int)],
        };
        builder.Func("f", builder.FuncProto(edit == "result" ? 0 : @int, parameters), edit == "linkage" ? 1u : 0);
        return builder.Build();
    }

    public static byte[] Others(string edit)
    {
        var builder = new BtfBuilder();
        uint @int = builder.Int("int", 4, 32, edit == "int" ? 0u : 1);
        uint @long = builder.Int("long", 8, 64, 1);
        builder.Float("float", edit == "float" ? 8u : 4);
        builder.Typedef("t", edit == "typedef" ? @long : @int);
        uint variable = builder.Var("v", edit == "variable" ? @long : @int, edit == "variable's linkage" ? 1u : 0);
        builder.DataSec(".data", edit == "section's size" ? 16u : 8, (variable, edit == "entry moved" ? 4u : 0, edit == "entry resized" ? 8u : 4));
        uint structure = builder.Struct("s", 4, ("a", @int, 0));
        if (edit == "tag")
        {
            builder.DeclTag("mark", structure, 0);
        }

        _ = edit == "definition" ? builder.Struct("declared", 4, ("a", @int, 0)) : builder.Fwd("declared");
        return builder.Build();
    }
}
