namespace Btf.Core;

/// <summary>A stack of the declarations being written, each as its types from the outside in.</summary>
internal sealed class CDeclarationRow(CDumpContext context)
{
    private PooledList<uint> _types;

    public int Count => _types.Count;

    public uint Last => _types.Last;

    public uint Pop() => _types.Pop();

    /// <summary>Removes all types from a place on.</summary>
    public void Cut(int start) => _types.Count = start;

    public void Return() => _types.Return();

    /// <summary>Appends the types of a declaration to the row, and returns the type at its end.</summary>
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

    /// <summary>Removes the qualifiers at the row's end, and writes them before the type that they qualify.</summary>
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

    /// <summary>Removes the qualifiers at the row's end.</summary>
    /// <remarks>GCC also qualifies arrays of qualified elements, and marks functions that never return as volatile. C cannot express either.</remarks>
    public void DropQualifiers(int start)
    {
        while (_types.Count > start && context.Btf[_types.Last].Kind.IsModifier())
        {
            _types.Count--;
        }
    }
}
