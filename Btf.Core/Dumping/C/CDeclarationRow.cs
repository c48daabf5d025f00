namespace Btf.Core;

/// <summary>The types of the declarations that are being written, each from the outside in, one declaration after the other.</summary>
internal sealed class CDeclarationRow(CDumpContext context)
{
    private PooledList<uint> _types;

    public int Count => _types.Count;

    public uint Last => _types.Last;

    public uint Pop() => _types.Pop();

    /// <summary>Takes away all from a place on.</summary>
    public void Cut(int start) => _types.Count = start;

    public void Return() => _types.Return();

    /// <summary>Puts the types of a declaration on the row, and answers the one at its end.</summary>
    public BtfType Extend(uint id, uint referrer)
    {
        for (int hops = 0; ; hops++)
        {
            context.Step();
            BtfType type = context.Resolve(id, referrer);
            BtfKind kind = type.Kind;
            if (kind == BtfKind.Array)
            {
                _types.Add(id);
                referrer = id;
                id = type.AsArray().ElementTypeId;
            }
            else if (kind is BtfKind.Ptr or BtfKind.FuncProto || kind.IsModifier())
            {
                _types.Add(id);
                referrer = id;
                id = type.SizeOrType;
            }
            else
            {
                return type;
            }

            if (hops == BtfType.MaxChainLength)
            {
                context.ThrowLoop(id);
            }
        }
    }

    /// <summary>Takes the qualifiers at the row's end away, and writes them before what they qualify.</summary>
    public void WriteQualifiers(int start, ref Utf8Writer output)
    {
        while (_types.Count > start)
        {
            ReadOnlySpan<byte> word = CWords.Qualifier(context.Btf[_types.Last].Kind);
            if (word.IsEmpty)
            {
                return;
            }

            output.Write(word);
            output.Write(' ');
            _types.Count--;
        }
    }

    /// <summary>Takes the qualifiers at the row's end away.</summary>
    /// <remarks>GCC qualifies an array whose elements are qualified, and marks the type of a function that does not return as volatile. C has neither.</remarks>
    public void DropQualifiers(int start)
    {
        while (_types.Count > start && context.Btf[_types.Last].Kind.IsModifier())
        {
            _types.Count--;
        }
    }
}
