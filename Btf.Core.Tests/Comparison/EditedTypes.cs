namespace Btf.Core.Tests.Comparison;

/// <summary>Data of a few types, as it is or with one edit.</summary>
internal static class EditedTypes
{
    public static byte[] Structure(string edit)
    {
        var builder = new BtfBuilder();
        uint @int = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint @long = builder.AddInt("long", 8, BtfIntEncoding.Signed);
        uint array = builder.AddArray(@int, @int, edit == "array" ? 3u : 2u);
        BtfBuilderMember[] inner = [("x", @int, 0), ("y", @int, edit == "inner moved" ? 8 : 0)];
        uint union = builder.AddUnion("", 4, edit == "inner added" ? [.. inner, ("z", @int, 0)] : inner);
        uint open = builder.AddStruct("", 8, ("v", @int, 0), ("w", edit == "open member" ? @long : @int, 32));
        List<BtfBuilderMember> members =
        [
            ("a", array, 0, 0),
            (edit == "renamed" ? "c" : "b", edit == "retyped" ? @long : @int, edit switch { "moved" => 96, "moved by bits" => 68, _ => 64 }, 0),
            ("d", @int, 96, edit == "bit-field" ? 4 : 3),
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

        builder.AddStruct("s", edit == "size" ? 32u : 24u, kindFlag: true, [.. members]);
        return builder.ToArray();
    }

    public static byte[] Enumeration(string name, string edit)
    {
        var builder = new BtfBuilder();
        BtfBuilderValue[] values = edit switch
        {
            "renumbered" => [("A", 0), ("B", 7)],
            "renamed" => [("A", 0), ("C", 1)],
            "added" => [("A", 0), ("B", 1), ("C", 2)],
            "removed" => [("A", 0)],
            _ => [("A", 0), ("B", 1)],
        };
        if (edit == "enum64")
        {
            builder.AddEnum64(name, 4, false, ("A", 0), ("B", 1));
        }
        else
        {
            builder.AddEnum(name, edit == "size" ? 8u : 4u, edit == "signed", values);
        }

        return builder.ToArray();
    }

    public static byte[] Function(string edit)
    {
        var builder = new BtfBuilder();
        uint @int = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint @long = builder.AddInt("long", 8, BtfIntEncoding.Signed);
        BtfBuilderParameter[] parameters = edit switch
        {
            "renamed" => [("a", @int), ("c", @int)],
            "retyped" => [("a", @int), ("b", @long)],
            "added" => [("a", @int), ("b", @int), ("c", @int)],
            "ellipsis" => [("a", @int), ("b", @int), ("", 0u)],
            "removed" => [("b", @int)],
            "swapped" => [("b", @int), ("a", @int)],
            _ => [("a", @int), ("b", @int)],
        };
        builder.AddFunction("f", builder.AddFunctionPrototype(edit == "result" ? 0 : @int, parameters), edit == "linkage" ? BtfFunctionLinkage.Global : BtfFunctionLinkage.Static);
        return builder.ToArray();
    }

    public static byte[] Others(string edit)
    {
        var builder = new BtfBuilder();
        uint @int = builder.AddInt("int", 4, edit == "int" ? BtfIntEncoding.None : BtfIntEncoding.Signed);
        uint @long = builder.AddInt("long", 8, BtfIntEncoding.Signed);
        builder.AddFloat("float", edit == "float" ? 8u : 4);
        builder.AddTypedef("t", edit == "typedef" ? @long : @int);
        uint variable = builder.AddVariable("v", edit == "variable" ? @long : @int, edit == "variable's linkage" ? BtfVariableLinkage.GlobalAllocated : BtfVariableLinkage.Static);
        builder.AddDataSection(".data", edit == "section's size" ? 16u : 8, new BtfBuilderEntry(variable, edit == "entry moved" ? 4u : 0, edit == "entry resized" ? 8u : 4));
        uint structure = builder.AddStruct("s", 4, ("a", @int, 0));
        if (edit == "tag")
        {
            builder.AddDeclTag("mark", structure, 0);
        }

        _ = edit == "definition" ? builder.AddStruct("declared", 4, ("a", @int, 0)) : builder.AddForward("declared");
        return builder.ToArray();
    }
}
