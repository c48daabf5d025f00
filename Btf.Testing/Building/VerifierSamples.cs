namespace Btf.Testing;

/// <summary>Objects that the kernel loads, with many rules for mutants to break.</summary>
public static class VerifierSamples
{
    /// <summary>Lists, trees, locks, reference counts and pointers to objects, as in BPF programs.</summary>
    public static BtfBuilder SpecialFields()
    {
        BtfBuilder builder = new();
        uint integer = builder.Int("int", 4, 32, 1);
        uint wide = builder.Int("long", 8, 64, 1);
        uint spinLock = builder.Struct("bpf_spin_lock", 4, ("val", integer, 0));
        uint listHead = builder.Struct("bpf_list_head", 16, ("a", wide, 0), ("b", wide, 64));
        uint listNode = builder.Struct("bpf_list_node", 24, ("a", wide, 0), ("b", wide, 64), ("c", wide, 128));
        uint treeRoot = builder.Struct("bpf_rb_root", 16, ("a", wide, 0), ("b", wide, 64));
        uint treeNode = builder.Struct("bpf_rb_node", 32, ("a", wide, 0), ("b", wide, 64), ("c", wide, 128), ("d", wide, 192));
        uint count = builder.Struct("bpf_refcount", 4, ("a", integer, 0));
        uint resilient = builder.Struct("bpf_res_spin_lock", 4, ("val", integer, 0));
        uint held = builder.Struct("node_data", 72, ("key", wide, 0), ("node", listNode, 64), ("tree", treeNode, 256), ("refs", count, 512));
        uint owner = builder.Struct("owner", 40, ("lock", spinLock, 0), ("head", listHead, 64), ("root", treeRoot, 192));
        builder.DeclTag("contains:node_data:node", owner, 1);
        builder.DeclTag("contains:node_data:tree", owner, 2);
        uint tag = builder.TypeTag("kptr", held);
        uint pointer = builder.Ptr(tag);
        uint untrusted = builder.Volatile(builder.Ptr(builder.TypeTag("kptr_untrusted", builder.Const(held))));
        uint percpu = builder.Ptr(builder.TypeTag("percpu_kptr", held));
        uint array = builder.Array(pointer, integer, 3);
        builder.Struct("keeper", 56, ("one", pointer, 0), ("some", array, 64), ("other", untrusted, 256), ("each", percpu, 320), ("plain", integer, 384));
        uint inner = builder.Struct("inner", 24, ("lock", resilient, 0), ("one", pointer, 64), ("n", integer, 128));
        builder.Struct("outer", 64, ("in", inner, 0), ("two", pointer, 192), ("refs", count, 256));
        uint nested = builder.Array(builder.Struct("part", 16, ("p", pointer, 0), ("v", wide, 64)), integer, 2);
        builder.Struct("parts", 48, ("all", nested, 0), ("last", pointer, 256), ("refs", count, 320));
        return builder;
    }

    /// <summary>Returns a random object of all kinds, in which nearly all references and sizes are right.</summary>
    public static BtfBuilder Generated(Random random)
    {
        BtfBuilder builder = new();
        uint integer = builder.Int("int", 4, 32, 1);
        List<uint> sized = [integer, builder.Int("char", 1, 8, 1), builder.Int("u64", 8, 64), builder.Float("double", 8)];
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
                    sized.Add(builder.Ptr(target));
                    break;
                case 1:
                    sized.Add(builder.Array(type, integer, (uint)random.Next(3)));
                    break;
                case 2 or 3:
                    sized.Add(builder.Struct(name, 4096, ("a", type, 0), ("b", sized[random.Next(sized.Count)], 2048), ("", integer, 32000)));
                    break;
                case 4:
                    sized.Add(builder.BitfieldStruct(name, 4096, ("a", type, 0, 0), ("b", integer, 16000, (uint)random.Next(1, 33)), ("c", integer, 16040, 1)));
                    break;
                case 5:
                    sized.Add(builder.Union(name, 4096, ("a", type, 0), ("b", sized[random.Next(sized.Count)], 0)));
                    break;
                case 6:
                    sized.Add(builder.Enum(name, 4, true, ("A", -1), ("B", i)));
                    break;
                case 7:
                    sized.Add(builder.Enum64(name, 8, false, ("C", 1L << 40)));
                    break;
                case 8:
                    sized.Add(builder.Typedef(name, type));
                    break;
                case 9:
                    sized.Add(random.Next(3) switch { 0 => builder.Const(type), 1 => builder.Volatile(type), _ => builder.TypeTag("tag", type) });
                    break;
                case 10:
                    targets.Add(builder.Const(target));
                    break;
                case 11:
                    targets.Add(builder.Fwd(name, random.Next(2) == 0));
                    break;
                case 12:
                    prototypes.Add(builder.FuncProto(random.Next(2) == 0 ? 0 : type, ("x", type), ("y", integer)));
                    targets.Add(prototypes[^1]);
                    break;
                case 13 when prototypes.Count > 0:
                    uint function = builder.Func(name, prototypes[random.Next(prototypes.Count)]);
                    builder.DeclTag("tag", function, random.Next(-1, 2));
                    break;
                case 14:
                    variables.Add(builder.Var(name, type));
                    builder.DeclTag("tag", variables[^1]);
                    break;
                case 15 when variables.Count > 0:
                    builder.DataSec(".data", 1 << 20, [.. variables.Take(4).Select((variable, place) => (variable, (uint)place << 17, 1u << 17))]);
                    break;
            }
        }

        return builder;
    }
}
