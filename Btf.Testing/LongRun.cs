using NUnit.Framework;

namespace Btf.Testing;

/// <summary>Says how often a test repeats its work: usually a few times, but very often if <c>BTF_LONG=1</c> is set.</summary>
public static class LongRun
{
    /// <summary>Whether <c>BTF_LONG=1</c> is set.</summary>
    public static bool IsAsked => Environment.GetEnvironmentVariable("BTF_LONG") == "1";

    /// <summary>Returns the number of repetitions.</summary>
    /// <param name="usual">The usual number.</param>
    /// <param name="many">The number in a long run.</param>
    public static int Rounds(int usual, int many) => IsAsked ? many : usual;

    /// <summary>Skips the test in a usual run.</summary>
    /// <param name="reason">Why it takes long.</param>
    public static void Require(string reason)
    {
        if (!IsAsked)
        {
            Assert.Ignore($"{reason} Set BTF_LONG=1.");
        }
    }
}
