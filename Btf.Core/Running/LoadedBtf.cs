namespace Btf.Core;

/// <summary>A BTF object that is loaded in the running kernel, as the kernel lists it. It may be gone by the time that this is read.</summary>
public readonly struct LoadedBtf
{
    internal LoadedBtf(uint id, string name, uint size, bool isKernel)
    {
        Id = id;
        Name = name;
        Size = size;
        IsKernel = isKernel;
    }

    /// <summary>The object's id. As long as the object is loaded, it is no other's.</summary>
    public uint Id { get; }

    /// <summary><c>vmlinux</c>, or the module's name; empty for an object that a program has loaded.</summary>
    public string Name { get; }

    /// <summary>The length of its data in bytes.</summary>
    public uint Size { get; }

    /// <summary>Whether it is the kernel's own or a module's, rather than one that a program has loaded.</summary>
    public bool IsKernel { get; }

    /// <summary>Whether it is a module's, and so continues the kernel's own.</summary>
    public bool IsModule => IsKernel && Name != BtfCollection.BaseName;

    /// <summary>The id, the name if there is one, and the size.</summary>
    public override string ToString() => $"{Id}: {(string.IsNullOrEmpty(Name) ? "" : Name + ", ")}{Size} bytes";
}
