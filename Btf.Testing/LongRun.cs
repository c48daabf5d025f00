namespace Btf.Testing;

/// <summary>Says how often a test repeats what it does: a little as a rule, and very often where <c>BTF_LONG=1</c> asks for it.</summary>
public static class LongRun
{
    /// <summary>Whether very many repetitions were asked for.</summary>
    public static bool IsAsked => Environment.GetEnvironmentVariable("BTF_LONG") == "1";

    /// <summary>Returns how often something is done.</summary>
    /// <param name="usual">How often as a rule.</param>
    /// <param name="many">How often in a long run.</param>
    public static int Rounds(int usual, int many) => IsAsked ? many : usual;
}
