namespace Btf.Core.Programs;

/// <summary>What is wrong with an access string.</summary>
internal enum CoreAccessFault
{
    /// <summary>A number does not fit the type that it applies to.</summary>
    Unfit = 0,

    /// <summary>The string does not exist.</summary>
    Missing = 1,

    /// <summary>It is not 0, as it must be for a relocation of a whole type.</summary>
    NotZero = 2,

    /// <summary>It is not a list of numbers.</summary>
    NotNumbers = 3,

    /// <summary>It has too many numbers.</summary>
    TooLong = 4,

    /// <summary>It is not one number, as it must be for an enumerator.</summary>
    NotOneNumber = 5,
}
