namespace Btf.Core;

/// <summary>Makes the texts of <c>ToString</c>, which never throw: if the data cannot be read, the text says why.</summary>
internal static class ViewText
{
    /// <summary>Returns a type as C would write it.</summary>
    public static string Of(BtfType type) => Of(type, type, "", -1, CTypeText.Format);

    /// <summary>Returns a member as C would declare it.</summary>
    public static string Of(BtfMember member) =>
        Of(member, member.DeclaringType, "member", member.Index, static view => CTypeText.Format(view.Type, view.Name));

    /// <summary>Returns a parameter as C would declare it.</summary>
    public static string Of(BtfParameter parameter) => Of(
        parameter,
        parameter.DeclaringType,
        "parameter",
        parameter.Index,
        static view => view.IsVariadic ? "..." : CTypeText.Format(view.Type, view.Name));

    /// <summary>Returns the variable of a section's entry as C would declare it.</summary>
    public static string Of(BtfDataSectionEntry entry) =>
        Of(entry, entry.DeclaringType, "entry", entry.Index, static view => CTypeText.Format(view.Type));

    /// <summary>Returns an enumeration's value with its name, as C would write it.</summary>
    public static string Of(BtfEnumValue value) => Of(
        value,
        value.DeclaringType,
        "value",
        value.Index,
        static view => view.IsSigned ? $"{view.Name} = {view.SignedValue}" : $"{view.Name} = {view.UnsignedValue}");

    /// <summary>Returns the text of a view; if it cannot be read, which view it is and why.</summary>
    /// <param name="view">The view.</param>
    /// <param name="label">The name of the view in the text if it cannot be read.</param>
    /// <param name="format">Makes the text.</param>
    public static string Of<T>(T view, string label, Func<T, string> format)
    {
        try
        {
            return format(view);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return Unreadable(label, e);
        }
    }

    /// <summary>Returns the text of an element, or of a whole type; if it cannot be read, which one it is and why.</summary>
    /// <param name="element">The element.</param>
    /// <param name="owner">The type.</param>
    /// <param name="what">What an element of this sort is called; empty for the type itself.</param>
    /// <param name="index">The element's place.</param>
    /// <param name="format">Makes the text.</param>
    public static string Of<T>(T element, BtfType owner, string what, int index, Func<T, string> format)
    {
        // The label is made only for an error: these texts are made by the thousand.
        try
        {
            return owner.IsNone ? "" : format(element);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return Unreadable(what.Length == 0 ? $"[{owner.Id}]" : $"{what} {index} of [{owner.Id}]", e);
        }
    }

    private static bool IsUnreadable(Exception e) => e is BtfFormatException or ObjectDisposedException;

    private static string Unreadable(string label, Exception e) => $"{label} ({(e is ObjectDisposedException ? "disposed" : e.Message)})";
}
