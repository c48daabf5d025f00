namespace Btf.Core;

/// <summary>Writes the types and names of members in pahole's form: <c>const char  *</c>, and functions' pointers with what they take.</summary>
internal struct LayoutNames
{
    private const int MaxNesting = 8;
    private readonly long _limit;
    private long _steps;
    private PooledList<uint> _row;

    /// <summary>Begins a text.</summary>
    /// <param name="limit">How much text there may be in bytes, and how many types may be looked at for it.</param>
    public LayoutNames(long limit)
    {
        _limit = limit;
        _steps = limit;
    }

    public void Return() => _row.Return();

    /// <summary>Writes what stands before a member's name: its type without arrays, or what a pointer to a function returns.</summary>
    /// <param name="type">The member's type.</param>
    /// <param name="width">How many columns it fills at least.</param>
    /// <param name="output">Takes the text.</param>
    public void WriteType(BtfType type, int width, ref Utf8Writer output)
    {
        long start = output.Written;
        BtfType element = ElementOf(type);
        bool isPointer = SkipQualifiers(element).Kind == BtfKind.Ptr;
        while (isPointer && element.Kind is BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict)
        {
            output.Write(CWords.Qualifier(element.Kind));
            output.Write(' ');
            element = element.Target;
        }

        Write(TryGetFunction(element, out BtfFunctionPrototype prototype) ? prototype.ReturnType : element, 0, isParameter: false, ref output);
        output.Write(' ', width - (int)Math.Min(output.Written - start, int.MaxValue));
    }

    /// <summary>The structure, union or enumeration that is written in place: a nameless one that a type is, or is an array of or a pointer to.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isExpanded">Whether structures and unions with names are written in place too, unless behind a pointer.</param>
    /// <param name="end">What is written in place.</param>
    public static bool TryGetInPlace(BtfType type, bool isExpanded, out BtfType end)
    {
        end = type;
        for (int hops = 0; hops < BtfType.MaxChainLength; hops++)
        {
            if (end.Kind == BtfKind.Array)
            {
                end = end.AsArray().ElementType;
            }
            else if (end.Kind == BtfKind.Ptr || end.Kind.IsModifier())
            {
                isExpanded &= end.Kind != BtfKind.Ptr;
                end = end.Target;
            }
            else
            {
                return (isExpanded && BtfKinds.Composite.Includes(end.Kind)) || (end.NameOffset == 0 && (BtfKinds.Composite | BtfKinds.AnyEnum).Includes(end.Kind));
            }
        }

        BtfType.ThrowLoop(type);
        return false;
    }

    /// <summary>Writes the qualifiers of a nameless type that a member is of, or points to.</summary>
    public static void WriteQualifiersOf(BtfType type, ref Utf8Writer output)
    {
        for (BtfType step = type; step.Kind is BtfKind.Ptr or BtfKind.Array || step.Kind.IsModifier();
            step = step.Kind == BtfKind.Array ? step.AsArray().ElementType : step.Target)
        {
            if (step.Kind is BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict)
            {
                output.Write(CWords.Qualifier(step.Kind));
                output.Write(' ');
            }
        }
    }

    /// <summary>Writes a member's name with what is around it: arrays, and what a function takes.</summary>
    /// <param name="type">The member's type.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="isFlexible">Whether an array without elements ends the structure.</param>
    /// <param name="separate">Whether the type is written out before it, so that a space is due.</param>
    /// <param name="output">Takes the text.</param>
    public void WriteDeclarator(BtfType type, BtfString name, bool isFlexible, bool separate, ref Utf8Writer output)
    {
        BtfType element = ElementOf(type);
        bool function = TryGetFunction(element, out BtfFunctionPrototype prototype);
        if (!separate)
        {
            // After a nameless type that is written in place.
            for (BtfType step = element; step.Kind == BtfKind.Ptr || step.Kind.IsModifier(); step = step.Target)
            {
                output.Write(step.Kind == BtfKind.Ptr ? " *"u8 : default);
            }
        }

        if (separate || name.Offset != 0)
        {
            output.Write(' ');
        }

        output.Write(function ? "(*"u8 : default);
        output.WriteName(name.Bytes);
        int hops = 0;
        for (BtfType array = SkipQualifiers(type); array.Kind == BtfKind.Array; array = SkipQualifiers(array.AsArray().ElementType))
        {
            uint count = array.AsArray().Count;
            output.Write('[');
            if (count != 0 || !isFlexible)
            {
                output.Write(count);
            }

            output.Write(']');
            if (++hops > BtfType.MaxChainLength)
            {
                BtfType.ThrowLoop(type);
            }
        }

        if (function)
        {
            output.Write(')');
            WriteParameters(prototype, 0, ref output);
        }
    }

    private void WriteParameters(BtfFunctionPrototype prototype, int nesting, ref Utf8Writer output)
    {
        output.Write('(');
        if (nesting == MaxNesting || output.Written > _limit)
        {
            output.Write("...)"u8);
            return;
        }

        foreach (BtfParameter parameter in prototype.Parameters)
        {
            if (parameter.Index > 0)
            {
                output.Write(", "u8);
            }

            if (parameter.IsVariadic)
            {
                output.Write("..."u8);
                continue;
            }

            if (--_steps < 0)
            {
                CDumpContext.ThrowTooMuch(prototype.AsType());
            }

            Write(parameter.Type, nesting, isParameter: true, ref output);
        }

        output.Write(prototype.Parameters.Count == 0 ? "void)"u8 : ")"u8);
    }

    /// <summary>Writes a type by its name.</summary>
    private void Write(BtfType type, int nesting, bool isParameter, ref Utf8Writer output)
    {
        if (nesting > MaxNesting || output.Written > _limit)
        {
            // A prototype may return itself, by a pointer.
            output.Write("…"u8);
            return;
        }

        int start = _row.Count;
        int hops = 0;
        BtfType end = type;

        // What qualifiers stand before is the same for all of a row of them.
        bool mayBeFunction = true;
        while (end.Kind is BtfKind.Ptr or BtfKind.Array || end.Kind.IsModifier())
        {
            if (--_steps < 0)
            {
                CDumpContext.ThrowTooMuch(type);
            }

            if (end.Kind == BtfKind.Array)
            {
                // As pahole has it, a pointer to an array is one to its elements.
                end = end.AsArray().ElementType;
                mayBeFunction = true;
                if (++hops > BtfType.MaxChainLength)
                {
                    BtfType.ThrowLoop(type);
                }

                continue;
            }

            if (mayBeFunction && TryGetFunction(end, out BtfFunctionPrototype prototype))
            {
                Write(prototype.ReturnType, nesting + 1, isParameter: false, ref output);
                output.Write(" (*)"u8);
                WriteParameters(prototype, nesting + 1, ref output);
                _row.Count = start;
                return;
            }

            mayBeFunction = end.Kind == BtfKind.Ptr;
            _row.Add(end.Id);
            end = end.Target;
            if (_row.Count - start > BtfType.MaxChainLength)
            {
                BtfType.ThrowLoop(type);
            }
        }

        BtfObject owner = type.Object;
        int first = _row.Count;
        while (first > start && owner[_row[first - 1]].Kind is BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict)
        {
            output.Write(CWords.Qualifier(owner[_row[--first]].Kind));
            output.Write(' ');
        }

        WriteName(end, ref output);
        output.Write(first < _row.Count && (first > start || isParameter) ? " "u8 : default);
        while (first > start)
        {
            BtfKind kind = owner[_row[--first]].Kind;
            if (kind != BtfKind.TypeTag)
            {
                output.Write(' ');
                output.Write(kind == BtfKind.Ptr ? "*"u8 : CWords.Qualifier(kind));
            }
        }

        _row.Count = start;
    }

    private static void WriteName(BtfType type, ref Utf8Writer output)
    {
        ReadOnlySpan<byte> tag = type.Kind == BtfKind.Void ? "void"u8 : CWords.Tag(type);
        output.Write(tag);
        output.Write(tag.IsEmpty || type.Kind == BtfKind.Void ? default : " "u8);
        output.WriteName(type.Name.Bytes);
    }

    private static bool TryGetFunction(BtfType type, out BtfFunctionPrototype prototype)
    {
        prototype = default;
        BtfType pointer = SkipQualifiers(type);
        return pointer.Kind == BtfKind.Ptr && SkipQualifiers(pointer.Target).TryAsFunctionPrototype(out prototype);
    }

    private static BtfType SkipQualifiers(BtfType type) => type.Unqualified;

    private static BtfType ElementOf(BtfType type)
    {
        BtfType element = type;
        for (int hops = 0; SkipQualifiers(element).Kind == BtfKind.Array; hops++)
        {
            if (hops == BtfType.MaxChainLength)
            {
                BtfType.ThrowLoop(type);
            }

            element = SkipQualifiers(element).AsArray().ElementType;
        }

        return element;
    }
}
