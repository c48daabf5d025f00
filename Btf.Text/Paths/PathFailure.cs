using Btf.Core;

namespace Btf.Text;

/// <summary>Why a path leads nowhere in an object.</summary>
/// <param name="Code">The sort of failure.</param>
/// <param name="Message">A sentence for the user.</param>
/// <param name="Type">The type at which the path stopped; the default value where it stopped before any type.</param>
/// <param name="Word">The part of the path that is not there.</param>
public sealed record PathFailure(BtfPathErrorCode Code, string Message, BtfType Type, string Word)
{
    /// <summary>Makes the failure for a text that is not a path.</summary>
    public static PathFailure Syntax(string message) => new(BtfPathErrorCode.SyntaxError, message, default, "");
}
