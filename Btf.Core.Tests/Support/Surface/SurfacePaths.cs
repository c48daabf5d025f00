namespace Btf.Core.Tests;

/// <summary>Results of member look-ups and member paths from before the object is disposed.</summary>
public sealed class SurfacePaths
{
    /// <summary>A type with a member "next" that points to its own type, and "cells" and "word" in an anonymous union.</summary>
    public const string RootName = "node";

    public SurfacePaths(BtfObject btf)
    {
        ArgumentNullException.ThrowIfNull(btf);
        Root = btf.FindType(RootName, BtfKind.Struct).AsComposite();
        Location = Root.FindMember("cells");
        Path = btf.ResolvePath("node.next->word");
        _ = btf.TryResolvePath("node.absent", out _, out BtfPathError noSuchMember);
        _ = btf.TryResolvePath("node.", out _, out BtfPathError syntaxError);
        NoSuchMember = noSuchMember;
        SyntaxError = syntaxError;
        BtfPathReader reader = new(btf, "node.cells"u8);
        while (reader.Read())
        {
            Step = reader.Current;
        }
    }

    /// <summary>A path that is longer than any buffer on a resolver's stack.</summary>
    public string LongPath { get; } = $"{RootName}.{string.Concat(Enumerable.Repeat("next->", 100))}word";

    public BtfComposite Root { get; }

    public BtfMemberLocation Location { get; }

    public BtfMemberPath Path { get; }

    public BtfPathStep Step { get; }

    /// <summary>An error whose text names a type.</summary>
    public BtfPathError NoSuchMember { get; }

    /// <summary>An error whose text uses nothing from the data.</summary>
    public BtfPathError SyntaxError { get; }
}
