using System.Buffers.Binary;
using System.Text;
using Btf.Core.Merging;

namespace Btf.Explorer.Tests;

/// <summary>Small inputs.</summary>
internal static class Samples
{
    // The builder's files are BPF objects.
    private const int MachineOffset = 18;
    private const ushort X64 = 62;

    /// <summary>A name that would run a script if it became markup.</summary>
    public const string Markup = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

    /// <summary>The tool's sample.</summary>
    public static byte[] Sample { get; } = File.ReadAllBytes(Repository.PathOf("Btf.Cli/Sample/sample.btf"));

    /// <summary>A small kernel, in an older and a newer version.</summary>
    public static byte[] Kernel(bool isNew)
    {
        BtfBuilder builder = new();
        uint number = builder.Int("int", 4, 32, 1);
        uint wide = builder.Int("long unsigned int", 8, 64);
        uint list = builder.Struct("list_head", 16, ("next", 0, 0), ("prev", 0, 64));
        uint task = isNew
            ? builder.Struct("task_struct", 40, ("state", number, 0), ("flags", wide, 64), ("tasks", list, 128), ("pid", number, 256))
            : builder.Struct("task_struct", 32, ("state", number, 0), ("pid", number, 32), ("flags", number, 64), ("tasks", list, 128));
        uint prototype = builder.FuncProto(number, ("task", builder.Ptr(task)));
        builder.Func("wake_up_process", prototype);
        builder.Func(isNew ? "added_function" : "removed_function", prototype);
        return builder.Build();
    }

    /// <summary>BTF split from <see cref="Kernel"/>, as a module's.</summary>
    public static byte[] Module()
    {
        BtfBuilder kernel = new();
        uint number = kernel.Int("int", 4, 32, 1);
        kernel.Int("long unsigned int", 8, 64);
        kernel.Struct("list_head", 16, ("next", 0, 0), ("prev", 0, 64));
        uint task = kernel.Struct("task_struct", 32, ("state", number, 0), ("pid", number, 32), ("flags", number, 64), ("tasks", 3, 128));
        uint prototype = kernel.FuncProto(number, ("task", kernel.Ptr(task)));
        kernel.Func("wake_up_process", prototype);
        kernel.Func("removed_function", prototype);
        BtfBuilder module = kernel.Split();
        module.Struct("module_thing", 16, ("task", 5, 0), ("count", number, 64));
        return module.Build();
    }

    /// <summary>The module with its distilled base, in an ELF file.</summary>
    public static byte[] DistilledModule()
    {
        using var kernel = BtfObject.FromMemory(Kernel(isNew: false));
        using var module = BtfObject.FromMemory(Module(), kernel);
        using BtfDistillation distilled = module.Distill();
        return Elf(distilled.Split.RawData.ToArray(), distilled.Base.RawData.ToArray());
    }

    /// <summary>An ELF file with BTF and, if it is given, a distilled base.</summary>
    public static byte[] Elf(byte[] btf, byte[]? below = null)
    {
        ElfBuilder elf = new();
        elf.Add(".BTF", btf);
        if (below is not null)
        {
            elf.Add(".BTF.base", below);
        }

        byte[] file = elf.Build();
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(MachineOffset), X64);
        return file;
    }

    /// <summary>A file of the folder <c>Fixtures</c>.</summary>
    public static byte[] Fixture(string name) => File.ReadAllBytes(Repository.PathOf($"Btf.Explorer.Tests/Fixtures/{name}"));

    /// <summary>BTF with names that no compiler writes, in each place that has a name.</summary>
    public static byte[] Hostile()
    {
        BtfBuilder builder = new();
        uint number = builder.Int("int", 4, 32, 1);
        uint markup = builder.Struct(Markup, 8, (Markup, number, 0), ("\u202eevil\u001b[31m", number, 32));
        builder.Typedef("</style><b>bold</b>", markup);
        builder.Enum("\"><svg/onload=alert(1)>", 4, false, (Markup, 1), ("&lt;", 2));
        builder.Func("javascript:alert(1)", builder.FuncProto(number, (Markup, builder.Ptr(markup))));
        builder.DeclTag(Markup, markup, 0);
        builder.Struct("named", 4, ("m", number, 0));
        builder.Raw(builder.AddString([0xff, 0xfe, (byte)'x']), BtfBuilder.Info(4, 0), 0);
        return builder.Build();
    }

    /// <summary>Text as bytes.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
