using Btf.Core.Values;

namespace Btf.Core.Tests;

/// <summary>The fields of a task that a tracer reads on any kernel.</summary>
[BtfStruct("task_struct___any")]
public readonly ref partial struct TaskFields
{
    [BtfField("pid")]
    public partial int Pid { get; }

    [BtfField("__state|state")]
    public partial ulong State { get; }

    [BtfField("comm")]
    public partial ReadOnlySpan<byte> Comm { get; }

    [BtfField("comm")]
    public partial string Name { get; }

    [BtfField("se.vruntime")]
    public partial ulong Vruntime { get; }

    [BtfField("no_such_member", Optional = true)]
    public partial long? Missing { get; }

    [BtfField("mm->pgd")]
    public partial ulong Pgd(IBtfMemoryReader memory);
}
