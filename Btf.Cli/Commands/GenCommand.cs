using System.CommandLine;

namespace Btf.Cli;

/// <summary><c>btf gen</c>: makes source code from types.</summary>
internal sealed class GenCommand : Command
{
    public GenCommand()
        : base("gen", "Writes source code made of types") => Add(new GenCSharpCommand());
}
