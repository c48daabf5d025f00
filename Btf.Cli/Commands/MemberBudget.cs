namespace Btf.Cli;

/// <summary>Bounds the members that are written for one structure. In a crafted file, anonymous structures may double them at each level.</summary>
internal sealed class MemberBudget
{
    private const int Most = 1 << 13;

    private int _taken;

    /// <summary>Counts a member.</summary>
    /// <exception cref="ToolException">There are too many.</exception>
    public void Take()
    {
        if (++_taken > Most)
        {
            throw new ToolException(ExitCode.Unreadable, $"A structure has more than {Most} members, with those of anonymous structures in it.");
        }
    }
}
