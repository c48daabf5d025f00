using Btf.Core;

namespace Btf.Cli;

/// <summary>Finds what BPF programs can attach to or call, by the names that the kernel's own macros give.</summary>
internal static class KernelHooks
{
    private const string TracePrefix = "btf_trace_";
    private const string CallerPrefix = "__traceiter_";
    private const string LsmPrefix = "bpf_lsm_";
    private const string OpsPrefix = "bpf_struct_ops_";
    private const string IteratorPrefix = "bpf_iter_";
    private const string ContextPrefix = "bpf_iter__";
    private const string KfuncTag = "bpf_kfunc";

    private static readonly Dictionary<string, HookKind> _names = new(StringComparer.Ordinal)
    {
        ["tracepoints"] = HookKind.Tracepoints,
        ["lsm"] = HookKind.Lsm,
        ["struct-ops"] = HookKind.StructOps,
        ["iterators"] = HookKind.Iterators,
        ["kfuncs"] = HookKind.Kfuncs,
    };

    /// <summary>The words that name a sort of hooks.</summary>
    public static IReadOnlyCollection<string> Names => _names.Keys;

    /// <summary>Reads the word for a sort of hooks.</summary>
    public static bool TryParse(string word, out HookKind kind) => _names.TryGetValue(word, out kind);

    /// <summary>Returns the hooks of an object, without those of its bases.</summary>
    public static IEnumerable<KernelHook> Find(HookKind kind, NamedObject part) => kind switch
    {
        HookKind.Tracepoints => Tracepoints(part),
        HookKind.Lsm => LsmHooks(part),
        HookKind.StructOps => StructOperations(part),
        HookKind.Iterators => Iterators(part),
        _ => Kfuncs(part),
    };

    /// <summary>
    /// Raw tracepoints are typedefs of pointers to functions, whose first parameter the program does not get. Their parameters have no names; the parameters of the
    /// functions that call a tracepoint's listeners do.
    /// </summary>
    private static IEnumerable<KernelHook> Tracepoints(NamedObject part)
    {
        Dictionary<string, BtfFunctionPrototype> callers = new(StringComparer.Ordinal);
        foreach (BtfType type in Named(part, CallerPrefix, BtfKinds.Func))
        {
            callers[NameAfter(type, CallerPrefix)] = type.AsFunction().Prototype;
        }

        foreach (BtfType type in Named(part, TracePrefix, BtfKinds.Typedef))
        {
            if (type.Target.Kind == BtfKind.Ptr && type.Target.Target.TryAsFunctionPrototype(out BtfFunctionPrototype prototype))
            {
                string name = NameAfter(type, TracePrefix);
                bool isCalled = callers.TryGetValue(name, out BtfFunctionPrototype caller) && caller.Parameters.Count == prototype.Parameters.Count;
                yield return new KernelHook(part.Name, type, name, isCalled ? caller : prototype, 1, [], "void");
            }
        }
    }

    /// <summary>Finds the hooks of security modules. Other functions have the same prefix, but the union of all hooks has no members for them.</summary>
    private static IEnumerable<KernelHook> LsmHooks(NamedObject part)
    {
        HashSet<string> hooks = [];
        foreach (BtfType type in part.Object.FindTypes("security_list_options"))
        {
            if (type.TryAsComposite(out BtfComposite options))
            {
                foreach (BtfMember member in options.Members)
                {
                    hooks.Add(member.Name.ToString());
                }
            }
        }

        foreach (BtfType type in Named(part, LsmPrefix, BtfKinds.Func))
        {
            string name = NameAfter(type, LsmPrefix);
            if (hooks.Count == 0 || hooks.Contains(name))
            {
                yield return new KernelHook(part.Name, type, name, type.AsFunction().Prototype, 0, []);
            }
        }
    }

    /// <summary>Finds the functions in structures that programs can implement: the structures that are the member <c>data</c> of a <c>bpf_struct_ops_NAME</c>.</summary>
    private static IEnumerable<KernelHook> StructOperations(NamedObject part)
    {
        foreach (BtfType type in Named(part, OpsPrefix, BtfKinds.Struct))
        {
            string name = NameAfter(type, OpsPrefix);
            if (!type.AsComposite().TryFindMember("data", out BtfMemberLocation data) || !data.Member.Type.TryAsComposite(out BtfComposite operations) || operations.Name.ToString() != name)
            {
                continue;
            }

            foreach (BtfMember member in operations.Members)
            {
                BtfType pointer = member.Type.Underlying;
                if (pointer.Kind == BtfKind.Ptr && pointer.Target.TryAsFunctionPrototype(out BtfFunctionPrototype prototype))
                {
                    yield return new KernelHook(part.Name, operations.AsType(), $"{name}.{member.Name}", prototype, 0, []);
                }
            }
        }
    }

    /// <summary>Finds the targets of iterators: each has a function <c>bpf_iter_NAME</c> and a structure <c>bpf_iter__NAME</c>.</summary>
    private static IEnumerable<KernelHook> Iterators(NamedObject part)
    {
        HashSet<string> contexts = new(StringComparer.Ordinal);
        foreach (BtfType type in part.Object.SearchTypes(BtfNamePattern.Prefix(ContextPrefix)).OfKinds(BtfKinds.Struct))
        {
            contexts.Add(NameAfter(type, ContextPrefix));
        }

        foreach (BtfType type in Named(part, IteratorPrefix, BtfKinds.Func))
        {
            string name = NameAfter(type, IteratorPrefix);
            if (contexts.Contains(name))
            {
                yield return new KernelHook(part.Name, type, name, type.AsFunction().Prototype, 0, []);
            }
        }
    }

    private static IEnumerable<KernelHook> Kfuncs(NamedObject part)
    {
        Dictionary<uint, List<string>> tags = TagsByTarget(part.Object);
        foreach (BtfFunction function in Functions(part))
        {
            IReadOnlyList<string> others = tags.TryGetValue(function.AsType().Id, out List<string>? found) ? found : [];
            yield return new KernelHook(part.Name, function.AsType(), function.Name.ToString(), function.Prototype, 0, others);
        }
    }

    /// <summary>Returns the tags on whole types, by the type's id, without those that make a function a kfunc. One walk is faster than a look-up for each function.</summary>
    private static Dictionary<uint, List<string>> TagsByTarget(BtfObject btf)
    {
        Dictionary<uint, List<string>> tags = [];
        foreach (BtfType type in btf.Types)
        {
            if (type.TryAsDeclTag(out BtfDeclTag tag) && tag.ComponentIndex == -1 && tag.Value.ToString() is var text and not KfuncTag)
            {
                // The id alone: in bad data, there may be no such type.
                if (!tags.TryGetValue(type.SizeOrType, out List<string>? all))
                {
                    tags.Add(type.SizeOrType, all = []);
                }

                all.Add(text);
            }
        }

        return tags;
    }

    private static List<BtfFunction> Functions(NamedObject part)
    {
        List<BtfFunction> functions = [];
        foreach (BtfFunction function in part.Object.FindKfuncs())
        {
            if (function.AsType().Object == part.Object)
            {
                functions.Add(function);
            }
        }

        return functions;
    }

    private static IEnumerable<BtfType> Named(NamedObject part, string prefix, BtfKinds kinds)
    {
        foreach (BtfType type in part.Object.SearchTypes(BtfNamePattern.Prefix(prefix)).OfKinds(kinds))
        {
            if (type.Object == part.Object)
            {
                yield return type;
            }
        }
    }

    private static string NameAfter(BtfType type, string prefix) => SafeText.Decode(type.Name.Utf8[prefix.Length..]);
}
