namespace Btf.Core.Programs;

/// <summary>Names types in sentences, even types of damaged data.</summary>
internal static class CoreTexts
{
    /// <summary>Returns the type in C, or its id if it cannot be written in C.</summary>
    public static string Of(BtfType type)
    {
        try
        {
            return type.ToString();
        }
        catch (BtfFormatException)
        {
            return $"type [{type.Id}]";
        }
    }

    /// <summary>Returns the type that an access leads to; the default value if its id does not exist.</summary>
    public static BtfType LeafOf(CoreSpec spec)
    {
        if (spec.Accessors.IsEmpty)
        {
            return spec.Root;
        }

        CoreAccessor last = spec.Last;
        if (!last.IsNamed || !last.Type.TryAsComposite(out BtfComposite composite))
        {
            return last.Type;
        }

        return last.Type.Object.TryGetType(composite.Members[last.Index].TypeId, out BtfType type) ? type : default;
    }
}
