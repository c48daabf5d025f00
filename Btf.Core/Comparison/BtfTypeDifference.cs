namespace Btf.Core.Comparison;

/// <summary>How a type differs from its counterpart in the other object.</summary>
public enum BtfTypeDifference
{
    /// <summary>It does not differ, nor does anything that it refers to, however far away.</summary>
    None,

    /// <summary>A type that it refers to through a pointer differs; its own layout is the same.</summary>
    Reference,

    /// <summary>A type that it contains differs: the type of a member, of elements, of a parameter that is passed by value.</summary>
    Value,

    /// <summary>Its own declaration differs, or it exists in one of the objects only.</summary>
    Own,
}
