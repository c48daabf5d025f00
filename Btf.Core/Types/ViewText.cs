namespace Btf.Core;

/// <summary>The texts of <c>ToString</c>, which never throw: where the data cannot be read, the text says why.</summary>
internal static class ViewText
{
    /// <summary>Returns a type as C would write it.</summary>
    public static string Of(BtfType type)
    {
        if (type.IsNone)
        {
            return "";
        }

        try
        {
            return CTypeText.Format(type);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return $"[{type.Id}] ({Reason(e)})";
        }
    }

    /// <summary>Returns a member as C would declare it.</summary>
    public static string Of(BtfMember member)
    {
        try
        {
            return member.DeclaringType.IsNone ? "" : CTypeText.Format(member.Type, member.Name);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return $"member {member.Index} of [{member.DeclaringType.Id}] ({Reason(e)})";
        }
    }

    /// <summary>Returns a parameter as C would declare it.</summary>
    public static string Of(BtfParameter parameter)
    {
        try
        {
            return parameter.DeclaringType.IsNone ? "" : parameter.IsVariadic ? "..." : CTypeText.Format(parameter.Type, parameter.Name);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return $"parameter {parameter.Index} of [{parameter.DeclaringType.Id}] ({Reason(e)})";
        }
    }

    /// <summary>Returns the variable of a section's entry as C would declare it.</summary>
    public static string Of(BtfDataSectionEntry entry)
    {
        try
        {
            return entry.DeclaringType.IsNone ? "" : CTypeText.Format(entry.Type);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return $"entry {entry.Index} of [{entry.DeclaringType.Id}] ({Reason(e)})";
        }
    }

    /// <summary>Returns an enumeration's value with its name, as C would write it.</summary>
    public static string Of(BtfEnumValue value)
    {
        try
        {
            return value.DeclaringType.IsNone ? "" : value.IsSigned ? $"{value.Name} = {value.SignedValue}" : $"{value.Name} = {value.UnsignedValue}";
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return $"value {value.Index} of [{value.DeclaringType.Id}] ({Reason(e)})";
        }
    }

    private static bool IsUnreadable(Exception e) => e is BtfFormatException or ObjectDisposedException;

    private static string Reason(Exception e) => e is ObjectDisposedException ? "disposed" : e.Message;
}
