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
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint wide = builder.AddInt("long unsigned int", 8);
        uint list = builder.AddStruct("list_head", 16, ("next", 0u, 0), ("prev", 0u, 64));
        uint task = isNew
            ? builder.AddStruct("task_struct", 40, ("state", number, 0), ("flags", wide, 64), ("tasks", list, 128), ("pid", number, 256))
            : builder.AddStruct("task_struct", 32, ("state", number, 0), ("pid", number, 32), ("flags", number, 64), ("tasks", list, 128));
        uint prototype = builder.AddFunctionPrototype(number, ("task", builder.AddPointer(task)));
        builder.AddFunction("wake_up_process", prototype);
        builder.AddFunction(isNew ? "added_function" : "removed_function", prototype);
        return builder.ToArray();
    }

    /// <summary>BTF split from <see cref="Kernel"/>, as a module's.</summary>
    public static byte[] Module()
    {
        BtfBuilder kernel = new();
        uint number = kernel.AddInt("int", 4, BtfIntEncoding.Signed);
        kernel.AddInt("long unsigned int", 8);
        kernel.AddStruct("list_head", 16, ("next", 0u, 0), ("prev", 0u, 64));
        uint task = kernel.AddStruct("task_struct", 32, ("state", number, 0), ("pid", number, 32), ("flags", number, 64), ("tasks", 3u, 128));
        uint prototype = kernel.AddFunctionPrototype(number, ("task", kernel.AddPointer(task)));
        kernel.AddFunction("wake_up_process", prototype);
        kernel.AddFunction("removed_function", prototype);
        using BtfObject kernelObject = kernel.ToObject();
        BtfBuilder module = new(kernelObject);
        module.AddStruct("module_thing", 16, ("task", 5u, 0), ("count", number, 64));
        return module.ToArray();
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
        uint number = builder.AddInt("int", 4, BtfIntEncoding.Signed);
        uint markup = builder.AddStruct(Markup, 8, (Markup, number, 0), ("\u202eevil\u001b[31m", number, 32));
        builder.AddTypedef("</style><b>bold</b>", markup);
        builder.AddEnum("\"><svg/onload=alert(1)>", 4, false, (Markup, 1), ("&lt;", 2));
        builder.AddFunction("javascript:alert(1)", builder.AddFunctionPrototype(number, (Markup, builder.AddPointer(markup))));
        builder.AddDeclTag(Markup, markup, 0);
        builder.AddStruct("named", 4, ("m", number, 0));
        builder.AddStruct(builder.AddName([0xff, 0xfe, (byte)'x']), 0);
        return builder.ToArray();
    }

    /// <summary>Text as bytes.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
