namespace Btf.Core;

/// <summary>Marks the functions that a search asks for.</summary>
/// <remarks>
/// The walk goes from a type up to the pointers, typedefs, qualifiers and type tags that lead to it, from these to prototypes, and from each
/// prototype to its functions. Marks also end it in loops. It reads each reference once and a prototype's parameters at most twice, so the
/// number of references bounds the work for any input.
/// </remarks>
internal readonly ref struct FunctionSearch
{
    private readonly BtfObject _chain;
    private readonly FunctionMarks _marks;
    private readonly FunctionQuestion _question;

    private FunctionSearch(BtfObject chain, FunctionMarks marks, FunctionQuestion question)
    {
        _chain = chain;
        _marks = marks;
        _question = question;
    }

    private static ReadOnlySpan<byte> KfuncTag => "bpf_kfunc"u8;

    /// <summary>Marks the functions of the answer. It may also mark other types, but no other function.</summary>
    public static void Run(BtfObject chain, BtfType type, FunctionQuestion question, FunctionMarks marks)
    {
        var search = new FunctionSearch(chain, marks, question);
        if (question == FunctionQuestion.Kfuncs)
        {
            search.MarkKfuncs();
        }
        else
        {
            search.MarkUsers(type.Id);
        }
    }

    /// <summary>Whether a tag makes its target a kfunc, by bpftool's rule.</summary>
    public static bool IsKfuncTag(BtfDeclTag tag) => tag.ComponentIndex == -1 && tag.AsType().HasName(KfuncTag);

    private void MarkKfuncs()
    {
        foreach (BtfType type in _chain.FindTypes(KfuncTag))
        {
            if (type.TryAsDeclTag(out BtfDeclTag tag) && tag.ComponentIndex == -1 && type.TryGetTarget(out BtfType target) && target.Kind == BtfKind.Func)
            {
                _marks.Mark(target.Id);
            }
        }
    }

    // The type itself is not marked, because it may be a function. If a loop leads back to it, it is visited a second time.
    private void MarkUsers(uint typeId)
    {
        _marks.Push(typeId);
        while (_marks.TryPop(out uint id))
        {
            foreach (BtfType referrer in _chain.FindReferrers(_chain[id]))
            {
                BtfKind kind = referrer.Kind;
                if (kind is BtfKind.Ptr or BtfKind.Typedef || kind.IsModifier())
                {
                    if (_marks.Mark(referrer.Id))
                    {
                        _marks.Push(referrer.Id);
                    }
                }
                else if (referrer.TryAsFunctionPrototype(out BtfFunctionPrototype prototype) && !_marks.IsMarked(referrer.Id) && Uses(prototype, id))
                {
                    _marks.Mark(referrer.Id);
                    MarkFunctions(referrer);
                }
            }
        }
    }

    private bool Uses(BtfFunctionPrototype prototype, uint id)
    {
        if (_question == FunctionQuestion.Returning)
        {
            return prototype.ReturnTypeId == id;
        }

        // This fails at most once for each prototype: if only its return type has the id.
        foreach (BtfParameter parameter in prototype.Parameters)
        {
            if (parameter.TypeId == id && !parameter.IsVariadic)
            {
                return true;
            }
        }

        return false;
    }

    private void MarkFunctions(BtfType prototype)
    {
        foreach (BtfType referrer in _chain.FindReferrers(prototype))
        {
            if (referrer.Kind == BtfKind.Func)
            {
                _marks.Mark(referrer.Id);
            }
        }
    }
}
