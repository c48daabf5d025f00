namespace Btf.Core;

/// <summary>A BTF object in the running kernel, as the kernel described it. It may have been unloaded since.</summary>
public readonly struct LoadedBtf
{
    internal LoadedBtf(uint id, string name, uint size, bool isKernel)
    {
        Id = id;
        Name = name;
        Size = size;
        IsKernel = isKernel;
    }

    /// <summary>The object's id. No other object has it as long as this one is loaded.</summary>
    public uint Id { get; }

    /// <summary><c>vmlinux</c>, or the module's name; empty for an object that a program has loaded.</summary>
    public string Name { get; }

    /// <summary>The length of its data in bytes.</summary>
    public uint Size { get; }

    /// <summary>Whether it belongs to the kernel or a module; if not, a program has loaded it.</summary>
    public bool IsKernel { get; }

    /// <summary>Whether it belongs to a module. Its base is then the kernel's object.</summary>
    public bool IsModule => IsKernel && Name != BtfCollection.BaseName;

    /// <summary>Returns the id, the name if there is one, and the size.</summary>
    public override string ToString() => $"{Id}: {(string.IsNullOrEmpty(Name) ? "" : Name + ", ")}{Size} bytes";
}
