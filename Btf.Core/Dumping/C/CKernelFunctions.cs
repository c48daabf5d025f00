namespace Btf.Core;

/// <summary>Writes the kernel functions that BPF programs may call (kfuncs). They have the declaration tag <c>bpf_kfunc</c>.</summary>
internal sealed class CKernelFunctions(CDumpContext context, CDeclarations declarations, CNames names, CSorter sorter)
{
    private PooledList<uint> _fast;
    private PooledList<CSortItem> _functions;

    public void Begin()
    {
        _functions.Count = 0;
        _fast.Count = 0;
    }

    public void Return()
    {
        _functions.Return();
        _fast.Return();
    }

    /// <summary>Notes a declaration tag of a function.</summary>
    public void Note(BtfType type)
    {
        BtfDeclTag tag = type.AsDeclTag();
        if (tag.ComponentIndex != -1)
        {
            return;
        }

        bool callable = type.Name == "bpf_kfunc"u8;
        bool fast = !callable && type.Name == "bpf_fastcall"u8;
        if (!callable && !fast)
        {
            return;
        }

        BtfType function = context.Resolve(type.SizeOrType, type.Id);
        if (function.Kind != BtfKind.Func)
        {
            return;
        }

        if (fast)
        {
            _fast.Add(function.Id);
        }
        else
        {
            _functions.Add(new CSortItem { Id = function.Id, Name = function.NameOffset });
        }
    }

    /// <summary>Writes the prototypes, sorted by name.</summary>
    public void Write(ref Utf8Writer output)
    {
        output.Write("\n/* BPF kfuncs */\n#ifndef BPF_NO_KFUNC_PROTOTYPES\n"u8);
        sorter.Sort(_functions.Items, default);
        _fast.Items.Sort();
        uint last = 0;
        foreach (ref readonly CSortItem item in _functions.Items)
        {
            // A function with two such tags is written once.
            if (context.IsCorrect && item.Id == last)
            {
                continue;
            }

            last = item.Id;
            WritePrototype(item.Id, ref output);
        }

        output.Write("#endif\n\n"u8);
    }

    private void WritePrototype(uint id, ref Utf8Writer output)
    {
        context.Current = id;
        BtfType function = context.Btf[id];
        output.Write("extern "u8);
        if (_fast.Items.BinarySearch(id) >= 0)
        {
            output.Write("__bpf_fastcall "u8);
        }

        declarations.WriteDeclaration(function.SizeOrType, id, names.OfFunction(function), ref output);
        output.Write(" __weak __ksym;\n"u8);
    }
}
