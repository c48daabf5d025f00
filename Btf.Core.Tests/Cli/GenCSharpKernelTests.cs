using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Btf.Core.Values;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>The output of <c>btf gen csharp</c> for real kernels and random structures is compiled and loaded, and reads the bytes that the types describe.</summary>
[TestFixture]
[NonParallelizable]
public sealed partial class GenCSharpKernelTests
{
    private const string Old = "kernels/amd64-5.10.0-32/vmlinux.btf";
    private const string New = "kernels/vm-6.18.44/vmlinux.btf";

    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [TestCase(Old, "sk_buff", "tcphdr", "bpf_insn", "sock", "page")]
    [TestCase(New, "iphdr", "siginfo", "bpf_prog_info", "tcp_sock")]
    public void Structures_of_fixed_layout_lie_as_the_kernel_has_them(string path, params string[] names)
    {
        byte[] data = Corpus.ReadBtf(path);
        using BtfObject kernel = BtfObject.FromMemory(data);

        int fields = CompareFixed(kernel, Write(path, data), names);

        Assert.That(fields, Is.GreaterThan(100));
    }

    [Test]
    public void Random_structures_of_fixed_layout_lie_as_the_data_has_them()
    {
        for (int seed = 0; seed < LongRun.Rounds(1, 50); seed++)
        {
            byte[] data = RandomLayouts.Make(new Random(seed), pointerSize: 8, count: 100);
            using BtfObject btf = BtfObject.FromMemory(data);

            int fields = CompareFixed(btf, _folder.Write("fixed.btf", data), NamesOf(btf));

            Assert.That(fields, Is.GreaterThan(100), $"seed {seed}");
        }
    }

    private static string[] NamesOf(BtfObject btf) =>
        [.. btf.Types.Where(type => type.Kind == BtfKind.Struct && !type.Name.IsEmpty && type.SizeInBytes > 0).Select(type => type.Name.ToString())];

    private static int CompareFixed(BtfObject btf, string path, string[] names)
    {
        ProcessResult result = BtfTool.Ask(["gen", "csharp", .. names, path, "--fixed"]);
        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        Assembly code = GeneratedCode.Load(result.Text);
        int fields = 0;
        foreach (string name in names)
        {
            BtfType type = btf.FindType(name, BtfKind.Struct);
            Type generated = code.GetType(Pascal(name), throwOnError: true)!;
            byte[] bytes = new byte[type.SizeInBytes];
            new Random(names.Length).NextBytes(bytes);
            (object value, int size) = Read(generated, bytes);
            Assert.That(size, Is.EqualTo(bytes.Length), name);
            fields += Compare(value, generated, new BtfValue(type, bytes));
        }

        return fields;
    }

    [Test]
    public void Declarations_of_one_kernel_bind_to_it_and_tell_what_another_lacks()
    {
        byte[] data = Corpus.ReadBtf(Old);
        using BtfObject kernel = BtfObject.FromMemory(data);

        int properties = CompareBound(kernel, Write(Old, data), ["task_struct"], out MethodInfo bind);

        Assert.That(properties, Is.GreaterThan(100));
        using BtfObject other = BtfObject.FromMemory(Corpus.ReadBtf(New));
        BtfBindException error = (BtfBindException)Assert.Throws<TargetInvocationException>(() => bind.Invoke(null, [other]))!.InnerException!;
        Assert.That(error.Missing, Has.Some.StartWith("state: "));
        Assert.That(error.Missing, Has.None.StartWith("pid: "));
    }

    [Test]
    public void Random_structures_bind_and_read_what_the_data_has([Values] bool isSwapped)
    {
        for (int seed = 0; seed < LongRun.Rounds(1, 50); seed++)
        {
            byte[] data = RandomLayouts.Make(new Random(seed), pointerSize: 8, count: 100);
            data = isSwapped ? ByteSwapper.Swap(data) : data;
            using BtfObject btf = BtfObject.FromMemory(data);

            int properties = CompareBound(btf, _folder.Write("bound.btf", data), NamesOf(btf), out _);

            Assert.That(properties, Is.GreaterThan(20), $"seed {seed}");
        }
    }

    private static int CompareBound(BtfObject btf, string path, string[] names, out MethodInfo bind)
    {
        ProcessResult result = BtfTool.Ask(["gen", "csharp", .. names, path]);
        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        StringBuilder binds = new();
        StringBuilder reads = new();
        List<(string Structure, Match Property)> properties = [];
        foreach (string declaration in result.Text.Split("[BtfStruct(\"").Skip(1))
        {
            string structure = declaration[..declaration.IndexOf('"')];
            binds.Append(CultureInfo.InvariantCulture, $"{Pascal(structure)}.Bind(btf); ");
            foreach (Match property in Property().Matches(declaration))
            {
                string expression = $"new {Pascal(structure)}(bytes).{property.Groups[3].Value}";
                reads.Append(CultureInfo.InvariantCulture, $"case {properties.Count}: return ");
                reads.Append(property.Groups[2].Value == "ReadOnlySpan<byte>" ? $"System.Convert.ToHexString({expression}); " : $"{expression}.ToString(); ");
                properties.Add((structure, property));
            }
        }

        Assembly code = GeneratedCode.Load(
            result.Text,
            $"public static class Harness {{ public static void Bind(Btf.Core.BtfObject btf) {{ {binds} }} public static string Read(int property, byte[] bytes) {{ switch (property) {{ {reads} default: return null!; }} }} }}");
        Type harness = code.GetType("Harness")!;
        bind = harness.GetMethod("Bind")!;
        bind.Invoke(null, [btf]);
        Func<int, byte[], string> read = harness.GetMethod("Read")!.CreateDelegate<Func<int, byte[], string>>();
        using (Assert.EnterMultipleScope())
        {
            for (int i = 0; i < properties.Count; i++)
            {
                (string structure, Match property) = properties[i];
                BtfType type = btf.FindType(structure, BtfKind.Struct);
                byte[] bytes = new byte[type.SizeInBytes];
                new Random(i).NextBytes(bytes);
                BtfValue member = new BtfValue(type, bytes)[property.Groups[1].Value];
                string expected = property.Groups[2].Value switch
                {
                    "ReadOnlySpan<byte>" => Convert.ToHexString(member.Bytes.Span),
                    "bool" => (member.ReadUInt64() != 0).ToString(),
                    "Int128" => member.ReadInt128().ToString(CultureInfo.InvariantCulture),
                    string number => number[0] == 'u' || number == "byte" ? member.ReadUInt64().ToString(CultureInfo.InvariantCulture) : member.ReadInt64().ToString(CultureInfo.InvariantCulture),
                };
                Assert.That(read(i, bytes), Is.EqualTo(expected), $"{structure}: {property.Value}");
            }
        }

        return properties.Count;
    }

    [Test]
    public void Offsets_of_three_kernels_are_those_of_their_types()
    {
        string[] paths = [Old, New, "kernels/s390x-6.12.107+deb13/vmlinux.btf"];
        string[] fields = ["task_struct.pid", "task_struct.__state|state", "sk_buff.len", "tcp_sock.snd_cwnd", "page.flags"];
        string[] files = [.. paths.Select(path => Write(path, Corpus.ReadBtf(path)))];
        ProcessResult c = BtfTool.Ask(["offsets", .. files, "--fields", string.Join(',', fields), "--format", "c"]);
        ProcessResult csharp = BtfTool.Ask(["offsets", .. files, "--fields", string.Join(',', fields), "--format", "csharp"]);
        Assert.That((c.ExitCode, csharp.ExitCode), Is.EqualTo((0, 0)), c.StandardError);

        // A program compiled by gcc prints the C table as lines.
        string program = _folder.Write("offsets.c", Encoding.UTF8.GetBytes(c.Text + """
            #include <stdio.h>

            int main(void)
            {
            	for (unsigned int i = 0; i < sizeof(btf_offsets) / sizeof(*btf_offsets); i++) {
            		const struct btf_offset *offsets = &btf_offsets[i].task_struct_pid;

            		for (int j = 0; j < 5; j++)
            			printf("%d %u\n", offsets[j].offset, offsets[j].size);
            	}
            	return 0;
            }
            """));
        string binary = _folder.PathOf("offsets");
        ProcessResult compiled = ProcessRunner.Run(Oracles.Program("gcc"), "-Wall", "-Werror", "-o", binary, program);
        Assert.That(compiled.ExitCode, Is.Zero, compiled.StandardError);
        string[] lines = ProcessRunner.Run(binary).Text.TrimEnd().Split('\n');
        Array kernels = (Array)GeneratedCode.Load(csharp.Text).GetType("BtfOffsets")!.GetProperty("Kernels")!.GetValue(null)!;

        for (int i = 0; i < paths.Length; i++)
        {
            using BtfObject kernel = BtfObject.FromMemory(Corpus.ReadBtf(paths[i]));
            Array members = (Array)((ITuple)kernels.GetValue(i)!)[1]!;
            for (int j = 0; j < fields.Length; j++)
            {
                string[] alternatives = fields[j].Split('|');
                if (!kernel.TryResolvePath(alternatives[0], out BtfMemberPath place, out _))
                {
                    place = kernel.ResolvePath($"task_struct.{alternatives[1]}");
                }

                string expected = string.Create(CultureInfo.InvariantCulture, $"{place.ByteOffset} {place.BitSize / 8}");
                object member = members.GetValue(j)!;
                Assert.That(lines[i * fields.Length + j], Is.EqualTo(expected), $"{paths[i]} {fields[j]}");
                Assert.That(
                    $"{member.GetType().GetProperty("Offset")!.GetValue(member)} {member.GetType().GetProperty("Size")!.GetValue(member)}",
                    Is.EqualTo(expected), $"{paths[i]} {fields[j]}");
            }
        }
    }

    [Test]
    public void Hostile_types_end_in_code_or_in_a_comment()
    {
        BtfBuilder builder = new();
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint loop = builder.NextTypeId;
        builder.AddArray(loop, number, 1);
        uint deep = number;
        for (int i = 0; i < 100_000; i++)
        {
            deep = builder.AddArray(deep, number, 1);
        }

        uint huge = builder.AddArray(number, number, uint.MaxValue);
        builder.AddEnum("words", 4, false, ("default", 0), ("class", 1));
        builder.AddStruct("bad", 16, ("loop", loop, 0), ("deep", deep, 0), ("huge", huge, 0), ("equals", number, 32), ("words", huge + 1, 64));
        string file = _folder.Write("hostile.btf", builder.ToArray());

        ProcessResult result = BtfTool.Ask("gen", "csharp", "bad", file, "--fixed", "--namespace", "class.event");

        Assert.That(result.ExitCode, Is.Zero, result.StandardError);
        Assert.That(GeneratedCode.Load(result.Text).GetTypes().Select(type => type.FullName), Does.Contain("class.event.Bad"));
        Assert.That(result.Text, Does.Contain("// loop").Or.Contain("// int loop").Or.Contain("C# has no type for it"));
    }

    [GeneratedRegex("""\[BtfField\("([^"]+)"\)\] public partial (\S+) (\w+) """)]
    private static partial Regex Property();

    private static int Compare(object value, Type generated, BtfValue expected)
    {
        int compared = 0;
        HashSet<string> seen = [];
        List<string> names = [];
        Gather(expected.Type.AsComposite(), names);
        foreach (string name in names.Where(name => names.Count(other => Pascal(other) == Pascal(name)) == 1))
        {
            BtfValue member = expected[name];
            if (generated.GetField(Pascal(name)) is { } field)
            {
                Assert.That(BytesOf(field.GetValue(value)!), Is.EqualTo(member.Bytes.ToArray()), $"{generated.Name}.{name}");
                compared++;
            }
            else if (generated.GetProperty(Pascal(name)) is { } property)
            {
                Assert.That(Convert.ToString(property.GetValue(value), CultureInfo.InvariantCulture), Is.EqualTo(Number(member, property.PropertyType)), $"{generated.Name}.{name}");
                compared++;
            }
        }

        return compared;
    }

    private static string Number(BtfValue value, Type type) =>
        type == typeof(ulong) ? value.ReadUInt64().ToString(CultureInfo.InvariantCulture) : value.ReadInt64().ToString(CultureInfo.InvariantCulture);

    // Members of anonymous structures count as members of the structure around them.
    private static void Gather(BtfComposite composite, List<string> names)
    {
        foreach (BtfMember member in composite.Members)
        {
            if (!member.Name.IsEmpty)
            {
                names.Add(member.Name.ToString());
            }
            else if (member.Type.Underlying.TryAsComposite(out BtfComposite inner))
            {
                Gather(inner, names);
            }
        }
    }

    private static (object Value, int Size) Read(Type type, byte[] bytes) =>
        ((object, int))typeof(GenCSharpKernelTests).GetMethod(nameof(ReadAs), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [bytes])!;

    private static byte[] BytesOf(object value) =>
        (byte[])typeof(GenCSharpKernelTests).GetMethod(nameof(BytesOfTyped), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(value.GetType()).Invoke(null, [value])!;

    private static (object Value, int Size) ReadAs<T>(byte[] bytes)
        where T : unmanaged => (MemoryMarshal.Read<T>(bytes), Unsafe.SizeOf<T>());

    private static byte[] BytesOfTyped<T>(T value)
        where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();

    private static string Pascal(string name) =>
        string.Concat(name.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private string Write(string path, byte[] data) => _folder.Write($"{path.Split('/')[1]}.btf", data);
}
