namespace Btf.Core.Comparison;

/// <summary>How a type differs from its counterpart in the other object.</summary>
public enum BtfTypeDifference
{
    /// <summary>Neither the type nor any type that it leads to differs.</summary>
    None,

    /// <summary>A type that it leads to through a pointer differs; its own layout is the same.</summary>
    Reference,

    /// <summary>A type that it contains differs: the type of a member, of an element, or of a parameter that is passed by value.</summary>
    Value,

    /// <summary>Its own declaration differs, or only one of the objects has it.</summary>
    Own,
}
