using ZstdSharp;

namespace Btf.Core.Tests;

/// <summary>A new console project outside the repository that uses the packages in a folder.</summary>
public sealed class ConsumerProject
{
    // Both libraries are compiled completely, not only the parts that the program calls, so that all warnings appear.
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
        using Btf.Core.Values;

        BtfCompression.Register();
        using BtfObject btf = BtfObject.Open(args[0]);
        var text = new ArrayBufferWriter<byte>();
        BtfDump.WriteC([btf.FindType("bits", BtfKind.Struct)], text);
        Console.WriteLine($"{btf.FindType("bits", BtfKind.Struct)}: {btf.ResolvePath("bits.high").BitSize} bits, {BtfVerifier.Verify(btf).Code}");
        Console.WriteLine(Encoding.UTF8.GetString(text.WrittenSpan).Contains("unsigned int high: 12;"));

        Bits.Bind(btf);
        Console.WriteLine(new Bits(Enumerable.Repeat((byte)0xa5, Bits.SizeInBytes).ToArray()).High);
        foreach (string path in args[1..])
        {
            using BtfObject kernel = BtfObject.Open(path);
            TaskStruct.Bind(kernel);
            TaskStruct task = new(Enumerable.Range(0, TaskStruct.SizeInBytes).Select(i => (byte)(i * 7)).ToArray());
            Console.WriteLine($"{task.Pid} {task.State} {Convert.ToHexString(task.Comm)} {task.Pgd(new Memory())} {task.Missing is null}");
        }

        [BtfStruct("bits")]
        public readonly partial struct Bits
        {
            [BtfField("high")]
            public partial uint High { get; }
        }

        [BtfStruct("task_struct")]
        public readonly ref partial struct TaskStruct
        {
            [BtfField("pid")]
            public partial int Pid { get; }

            [BtfField("__state|state")]
            public partial ulong State { get; }

            [BtfField("comm")]
            public partial ReadOnlySpan<byte> Comm { get; }

            [BtfField("mm->pgd")]
            public partial ulong Pgd(IBtfMemoryReader memory);

            [BtfField("no_such_member", Optional = true)]
            public partial int? Missing { get; }
        }

        // Every address holds its own lowest byte.
        public sealed class Memory : IBtfMemoryReader
        {
            public bool TryRead(ulong address, Span<byte> destination)
            {
                for (int i = 0; i < destination.Length; i++)
                {
                    destination[i] = (byte)(address + (ulong)i);
                }

                return true;
            }
        }
        """;

    // Keeps the machine's package sources, so that restored packages are not fetched again.
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

    /// <summary>The program's output.</summary>
    public static string Output { get; } = string.Join(Environment.NewLine, "struct bits: 12 bits, FunctionLinkage", "True", "1445", "");

    /// <summary>The program's argument: compressed BTF.</summary>
    public string Input => PathOf("kinds.btf.zst");

    public DotnetCommand Dotnet => new(_folder, PathOf("packages"));

    /// <summary>Creates the project.</summary>
    /// <param name="folder">The folder of the project.</param>
    /// <param name="source">The folder of the packages.</param>
    /// <param name="libraries">The packages with a library, and their versions.</param>
    /// <param name="generator">The version of the package with the generator.</param>
    public static ConsumerProject Create(string folder, string source, IReadOnlyDictionary<string, string> libraries, string generator)
    {
        ConsumerProject project = new(folder);
        IEnumerable<string> items = libraries.SelectMany(package => (string[])
        [
            $"""    <PackageReference Include="{package.Key}" Version="[{package.Value}]" />""",
            $"""    <TrimmerRootAssembly Include="{package.Key}" />""",
        ]).Append($"""    <PackageReference Include="Btf.Generators" Version="[{generator}]" PrivateAssets="all" />""");
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
