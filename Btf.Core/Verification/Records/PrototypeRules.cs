namespace Btf.Core;

/// <summary>The rules for the parameters and the return type of a prototype, which the kernel checks when it reaches one.</summary>
internal static class PrototypeRules
{
    /// <summary>Checks a prototype.</summary>
    /// <returns>Whether the checks continue.</returns>
    public static bool Check(scoped ref TypeResolver resolver, scoped ref VerifierContext context, uint typeId)
    {
        TypeRecord record = context.RecordOf(typeId);
        if (record.SizeOrType != 0 && !CheckOperand(ref resolver, ref context, record, BtfFindingCode.ReturnType, record.SizeOrType, 0, RecordFormat.SizeOrTypeField, -1))
        {
            return false;
        }

        int count = context.ElementCount(typeId, ElementRules.ParameterSize);
        uint last = RecordFormat.HeadSize + (uint)(count - 1) * ElementRules.ParameterSize;
        if (count > 0 && context.Word(record.Offset + last + 4) == 0)
        {
            count--;
            if (context.Word(record.Offset + last) != 0 && !context.Report(BtfFindingCode.ParameterName, record, last, count))
            {
                return false;
            }
        }

        uint field = RecordFormat.HeadSize;
        for (int i = 0; i < count; i++, field += ElementRules.ParameterSize)
        {
            uint name = context.Word(record.Offset + field);
            if (!CheckOperand(ref resolver, ref context, record, BtfFindingCode.ParameterType, context.Word(record.Offset + field + 4), name, field + 4, i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Checks the type that a function refers to.</summary>
    public static BtfFindingCode CheckReference(scoped in VerifierContext context, ResolvedTypes types, uint prototype)
    {
        if (!context.TryGetKind(prototype, out BtfKind kind) || kind != BtfKind.FuncProto)
        {
            return ReferenceKinds.MissingOrNotAllowed(kind);
        }

        return prototype >= context.FirstTypeId && !types.HasNamesOnly(context, prototype) ? BtfFindingCode.ParameterUnnamed : BtfFindingCode.None;
    }

    /// <summary>Checks a parameter or the return type of a prototype.</summary>
    private static bool CheckOperand(
        scoped ref TypeResolver resolver, scoped ref VerifierContext context, in TypeRecord record, BtfFindingCode code, uint type, uint name, uint field, int element)
    {
        if (!context.TryGetKind(type, out BtfKind kind) || TypeKinds.SourcesOnly.Includes(kind))
        {
            return context.Report(code, record, field, element);
        }

        if (name != 0 && !context.IsIdentifier(name) && !context.Report(BtfFindingCode.ParameterName, record, field - 4, element))
        {
            return false;
        }

        if (TypeKinds.Resolved.Includes(kind) && !resolver.Types.IsDone(context, type) && !resolver.Resolve(ref context, type))
        {
            return false;
        }

        return resolver.Types.HasSize(context, ref type, kind) || resolver.IsBroken(context, type) || context.Report(code, record, field, element);
    }
}
