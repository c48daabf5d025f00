namespace Btf.Core;

/// <summary>Writes the types and names of members in pahole's form: <c>const char  *</c>, and function pointers with their parameters.</summary>
internal struct LayoutNames
{
    private const int MaxNesting = 8;
    private readonly long _limit;
    private long _steps;
    private CDeclarator _parts;

    /// <summary>Begins a text.</summary>
    /// <param name="limit">The most bytes of text, and the most types to read for it.</param>
    public LayoutNames(long limit)
    {
        _limit = limit;
        _steps = limit;
    }

    public void Return() => _parts.Return();

    /// <summary>Writes the text before a member's name: its type without arrays, or the return type of a function pointer.</summary>
    /// <param name="type">The member's type.</param>
    /// <param name="width">The least number of columns to fill.</param>
    /// <param name="output">Receives the text.</param>
    public void WriteType(BtfType type, int width, ref Utf8Writer output)
    {
        long start = output.Written;
        BtfType element = ElementOf(type);
        bool isPointer = SkipQualifiers(element).Kind == BtfKind.Ptr;
        while (isPointer && QualifierText.TryWrite(element.Kind, ref output))
        {
            element = element.Target;
        }

        Write(TryGetFunction(element, out BtfFunctionPrototype prototype) ? prototype.ReturnType : element, 0, isParameter: false, ref output);
        output.Write(' ', width - (int)Math.Min(output.Written - start, int.MaxValue));
    }

    /// <summary>Finds the nameless structure, union or enumeration that a type, its elements or its target has, and that is written in place.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isExpanded">Whether named structures and unions are written in place as well, unless behind a pointer.</param>
    /// <param name="end">The type to write in place.</param>
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

    /// <summary>Writes the qualifiers of a member's nameless type, or of the nameless type that it points to.</summary>
    public static void WriteQualifiersOf(BtfType type, ref Utf8Writer output)
    {
        for (BtfType step = type; step.Kind is BtfKind.Ptr or BtfKind.Array || step.Kind.IsModifier();
            step = step.Kind == BtfKind.Array ? step.AsArray().ElementType : step.Target)
        {
            _ = QualifierText.TryWrite(step.Kind, ref output);
        }
    }

    /// <summary>Writes a member's name with array lengths and parameters around it.</summary>
    /// <param name="type">The member's type.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="isFlexible">Whether the member is a flexible array at the end of the structure.</param>
    /// <param name="separate">Whether a space is needed, because the type's name comes before it.</param>
    /// <param name="output">Receives the text.</param>
    public void WriteDeclarator(BtfType type, BtfString name, bool isFlexible, bool separate, ref Utf8Writer output)
    {
        BtfType element = ElementOf(type);
        bool function = TryGetFunction(element, out BtfFunctionPrototype prototype);
        if (!separate)
        {
            // The type was written in place.
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
            // A prototype may return a pointer to itself.
            output.Write("…"u8);
            return;
        }

        int start = _parts.Count;
        int hops = 0;
        BtfType end = type;

        // All qualifiers in a chain apply to the same type.
        bool mayBeFunction = true;
        while (end.Kind is BtfKind.Ptr or BtfKind.Array || end.Kind.IsModifier())
        {
            if (--_steps < 0)
            {
                CDumpContext.ThrowTooMuch(type);
            }

            if (end.Kind == BtfKind.Array)
            {
                // Pahole writes a pointer to an array as a pointer to its elements.
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
                _parts.Count = start;
                return;
            }

            mayBeFunction = end.Kind == BtfKind.Ptr;
            _parts.Add(end.Id);
            end = end.Target;
            if (_parts.Count - start > BtfType.MaxChainLength)
            {
                BtfType.ThrowLoop(type);
            }
        }

        BtfObject owner = type.Object;
        int count = _parts.Count;
        QualifierText.WriteLast(ref _parts, owner, start, ref output);
        WriteName(end, ref output);
        output.Write(_parts.Count < count && (_parts.Count > start || isParameter) ? " "u8 : default);
        while (_parts.Count > start)
        {
            BtfKind kind = owner[_parts.Pop()].Kind;
            if (kind != BtfKind.TypeTag)
            {
                output.Write(' ');
                output.Write(kind == BtfKind.Ptr ? "*"u8 : CWords.Qualifier(kind));
            }
        }
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
