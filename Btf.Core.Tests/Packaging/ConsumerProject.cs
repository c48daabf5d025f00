using ZstdSharp;

namespace Btf.Core.Tests;

/// <summary>A new console project outside the repository that has the packages from a folder.</summary>
public sealed class ConsumerProject
{
    // Both libraries are compiled whole, not only what the program calls: a warning about any part of them shows.
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
          </PropertyGroup>
          <ItemGroup>
        {0}
          </ItemGroup>
        </Project>
        """;

    private const string Program = """
        using System.Buffers;
        using System.Text;
        using Btf.Compression;
        using Btf.Core;

        BtfCompression.Register();
        using BtfObject btf = BtfObject.Open(args[0]);
        var text = new ArrayBufferWriter<byte>();
        BtfDump.WriteC([btf.FindType("bits", BtfKind.Struct)], text);
        Console.WriteLine($"{btf.FindType("bits", BtfKind.Struct)}: {btf.ResolvePath("bits.high").BitSize} bits, {BtfVerifier.Verify(btf).Code}");
        Console.WriteLine(Encoding.UTF8.GetString(text.WrittenSpan).Contains("unsigned int high: 12;"));
        """;

    // The sources of the machine stay; what it has restored already is not fetched again.
    private const string Configuration = """
        <configuration>
          <packageSources>
            <add key="packed" value="{0}" />
          </packageSources>
          <fallbackPackageFolders>
            <add key="machine" value="{1}" />
          </fallbackPackageFolders>
        </configuration>
        """;

    private readonly string _folder;

    private ConsumerProject(string folder) => _folder = folder;

    /// <summary>What the program writes.</summary>
    public static string Output { get; } = string.Join(Environment.NewLine, "struct bits: 12 bits, FunctionLinkage", "True", "");

    /// <summary>The program's argument: compressed BTF.</summary>
    public string Input => PathOf("kinds.btf.zst");

    public DotnetCommand Dotnet => new(_folder, PathOf("packages"));

    public static ConsumerProject Create(string folder, string source, IReadOnlyDictionary<string, string> packages)
    {
        ConsumerProject project = new(folder);
        IEnumerable<string> items = packages.SelectMany(package => (string[])
        [
            $"""    <PackageReference Include="{package.Key}" Version="[{package.Value}]" />""",
            $"""    <TrimmerRootAssembly Include="{package.Key}" />""",
        ]);
        Directory.CreateDirectory(folder);
        File.WriteAllText(project.PathOf("Consumer.csproj"), Project.Replace("{0}", string.Join('\n', items), StringComparison.Ordinal));
        File.WriteAllText(project.PathOf("Program.cs"), Program);
        File.WriteAllText(
            project.PathOf("nuget.config"),
            Configuration.Replace("{0}", source, StringComparison.Ordinal).Replace("{1}", DotnetCommand.MachinePackages, StringComparison.Ordinal));
        using Compressor compressor = new();
        File.WriteAllBytes(project.Input, compressor.Wrap(Fixture.Read("kinds-el.btf")));
        return project;
    }

    public string PathOf(string name) => Path.Combine(_folder, name);
}
