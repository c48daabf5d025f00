namespace Btf.Core;

/// <summary>One step of a <see cref="NameExpression"/>.</summary>
/// <param name="Kind">What the step does.</param>
/// <param name="Characters">The characters that a <see cref="NameStepKind.Character"/> matches, a bit for each.</param>
/// <param name="Next">The step after it.</param>
/// <param name="Second">The other step after a <see cref="NameStepKind.Split"/>.</param>
internal readonly record struct NameStep(NameStepKind Kind, UInt128 Characters, int Next, int Second);

/// <summary>What a <see cref="NameStep"/> does.</summary>
internal enum NameStepKind
{
    /// <summary>Goes on.</summary>
    Go,

    /// <summary>Goes on at either of two steps.</summary>
    Split,

    /// <summary>Goes on after one of its characters.</summary>
    Character,

    /// <summary>Goes on at the start of a name.</summary>
    Start,

    /// <summary>Goes on at the end of a name.</summary>
    End,

    /// <summary>The expression matches.</summary>
    Match,
}
