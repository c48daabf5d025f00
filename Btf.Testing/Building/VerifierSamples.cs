namespace Btf.Testing;

/// <summary>Objects that the kernel loads, with many rules for mutants to break.</summary>
public static class VerifierSamples
{
    /// <summary>Lists, trees, locks, reference counts and pointers to objects, as in BPF programs.</summary>
    public static BtfBuilder SpecialFields()
    {
        BtfBuilder builder = new();
        uint integer = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint wide = builder.AddInt("long", 8, BtfIntEncoding.Signed);
        uint spinLock = builder.AddStruct("bpf_spin_lock", 4, ("val", integer, 0));
        uint listHead = builder.AddStruct("bpf_list_head", 16, ("a", wide, 0), ("b", wide, 64));
        uint listNode = builder.AddStruct("bpf_list_node", 24, ("a", wide, 0), ("b", wide, 64), ("c", wide, 128));
        uint treeRoot = builder.AddStruct("bpf_rb_root", 16, ("a", wide, 0), ("b", wide, 64));
        uint treeNode = builder.AddStruct("bpf_rb_node", 32, ("a", wide, 0), ("b", wide, 64), ("c", wide, 128), ("d", wide, 192));
        uint count = builder.AddStruct("bpf_refcount", 4, ("a", integer, 0));
        uint resilient = builder.AddStruct("bpf_res_spin_lock", 4, ("val", integer, 0));
        uint held = builder.AddStruct("node_data", 72, ("key", wide, 0), ("node", listNode, 64), ("tree", treeNode, 256), ("refs", count, 512));
        uint owner = builder.AddStruct("owner", 40, ("lock", spinLock, 0), ("head", listHead, 64), ("root", treeRoot, 192));
        builder.AddDeclTag("contains:node_data:node", owner, 1);
        builder.AddDeclTag("contains:node_data:tree", owner, 2);
        uint tag = builder.AddTypeTag("kptr", held);
        uint pointer = builder.AddPointer(tag);
        uint untrusted = builder.AddVolatile(builder.AddPointer(builder.AddTypeTag("kptr_untrusted", builder.AddConst(held))));
        uint percpu = builder.AddPointer(builder.AddTypeTag("percpu_kptr", held));
        uint array = builder.AddArray(pointer, integer, 3);
        builder.AddStruct("keeper", 56, ("one", pointer, 0), ("some", array, 64), ("other", untrusted, 256), ("each", percpu, 320), ("plain", integer, 384));
        uint inner = builder.AddStruct("inner", 24, ("lock", resilient, 0), ("one", pointer, 64), ("n", integer, 128));
        builder.AddStruct("outer", 64, ("in", inner, 0), ("two", pointer, 192), ("refs", count, 256));
        uint nested = builder.AddArray(builder.AddStruct("part", 16, ("p", pointer, 0), ("v", wide, 64)), integer, 2);
        builder.AddStruct("parts", 48, ("all", nested, 0), ("last", pointer, 256), ("refs", count, 320));
        return builder;
    }

    /// <summary>Returns a random object of all kinds, in which nearly all references and sizes are right.</summary>
    public static BtfBuilder Generated(Random random)
    {
        BtfBuilder builder = new();
        uint integer = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        List<uint> sized = [integer, builder.AddInt("char", 1, BtfIntEncoding.Signed), builder.AddInt("u64", 8), builder.AddFloat("double", 8)];
        List<uint> targets = [0, .. sized];
        List<uint> prototypes = [];
        List<uint> variables = [];
        for (int i = random.Next(5, 40); i > 0; i--)
        {
            uint type = sized[random.Next(sized.Count)];
            uint target = targets[random.Next(targets.Count)];
            string name = $"t{i}";
            switch (random.Next(16))
            {
                case 0:
                    sized.Add(builder.AddPointer(target));
                    break;
                case 1:
                    sized.Add(builder.AddArray(type, integer, (uint)random.Next(3)));
                    break;
                case 2 or 3:
                    sized.Add(builder.AddStruct(name, 4096, ("a", type, 0), ("b", sized[random.Next(sized.Count)], 2048), ("", integer, 32000)));
                    break;
                case 4:
                    sized.Add(builder.AddStruct(name, 4096, ("a", type, 0, 0), ("b", integer, 16000, random.Next(1, 33)), ("c", integer, 16040, 1)));
                    break;
                case 5:
                    sized.Add(builder.AddUnion(name, 4096, ("a", type, 0), ("b", sized[random.Next(sized.Count)], 0)));
                    break;
                case 6:
                    sized.Add(builder.AddEnum(name, 4, true, ("A", -1), ("B", i)));
                    break;
                case 7:
                    sized.Add(builder.AddEnum64(name, 8, false, ("C", 1L << 40)));
                    break;
                case 8:
                    sized.Add(builder.AddTypedef(name, type));
                    break;
                case 9:
                    sized.Add(random.Next(3) switch { 0 => builder.AddConst(type), 1 => builder.AddVolatile(type), _ => builder.AddTypeTag("tag", type) });
                    break;
                case 10:
                    targets.Add(builder.AddConst(target));
                    break;
                case 11:
                    targets.Add(builder.AddForward(name, random.Next(2) == 0));
                    break;
                case 12:
                    prototypes.Add(builder.AddFunctionPrototype(random.Next(2) == 0 ? 0 : type, ("x", type), ("y", integer)));
                    targets.Add(prototypes[^1]);
                    break;
                case 13 when prototypes.Count > 0:
                    uint function = builder.AddFunction(name, prototypes[random.Next(prototypes.Count)]);
                    builder.AddDeclTag("tag", function, random.Next(-1, 2));
                    break;
                case 14:
                    variables.Add(builder.AddVariable(name, type));
                    builder.AddDeclTag("tag", variables[^1]);
                    break;
                case 15 when variables.Count > 0:
                    builder.AddDataSection(".data", 1 << 20, [.. variables.Take(4).Select((variable, place) => new BtfBuilderEntry(variable, (uint)place << 17, 1u << 17))]);
                    break;
            }
        }

        return builder;
    }
}
