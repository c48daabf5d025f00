using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>Chooses the question of a program that asks only once: where the kernel keeps a task's process id, or else any member of a structure.</summary>
internal static class FirstQuestion
{
    private const string Task = "task_struct";
    private const string ProcessId = "pid";

    /// <summary>Returns the names of a structure and of one of its members.</summary>
    public static (string Name, string Member) Choose(BtfObject btf)
    {
        if (btf.TryFindType(Task, BtfKind.Struct, out BtfType task) && task.AsComposite().TryFindMember(ProcessId, out _))
        {
            return (Task, ProcessId);
        }

        foreach (BtfType type in btf.Types)
        {
            if (type.Kind == BtfKind.Struct && !type.Name.IsEmpty && type.Vlen > 0 && type.AsComposite().Members[0] is { Name.IsEmpty: false } member)
            {
                return (type.Name.ToString(), member.Name.ToString());
            }
        }

        return (Task, ProcessId);
    }
}
