using System.Runtime.InteropServices;
using Btf.Core;

namespace Btf.Cli;

/// <summary>Finds the ids of the programs and maps that the running kernel has loaded, by the BTF that they were loaded with.</summary>
internal static partial class LoadedIds
{
    private const int NextProgram = 11;
    private const int NextMap = 12;
    private const int Failed = -1;

    /// <summary>Returns words such as <c>prog 12, map 3</c> for the id of each object; empty without the permission to ask the kernel.</summary>
    public static IReadOnlyDictionary<uint, List<(string Kind, uint Id)>> ByObject()
    {
        Dictionary<uint, List<(string Kind, uint Id)>> users = [];
        if (OperatingSystem.IsLinux())
        {
            foreach (uint program in All(NextProgram))
            {
                if (KernelBtf.TryGetProgramBtfId(program, out uint id, out _) && id != 0)
                {
                    (users.TryGetValue(id, out List<(string Kind, uint Id)>? list) ? list : users[id] = []).Add(("prog", program));
                }
            }

            foreach (uint map in All(NextMap))
            {
                if (KernelBtf.TryGetMapBtfId(map, out uint id, out _) && id != 0)
                {
                    (users.TryGetValue(id, out List<(string Kind, uint Id)>? list) ? list : users[id] = []).Add(("map", map));
                }
            }
        }

        return users;
    }

    private static IEnumerable<uint> All(int command)
    {
        uint id = 0;
        while (TryGetNext(command, ref id))
        {
            yield return id;
        }
    }

    /// <summary><c>BPF_PROG_GET_NEXT_ID</c> and <c>BPF_MAP_GET_NEXT_ID</c> of bpf(2): the id to start after, then the answer.</summary>
    private static bool TryGetNext(int command, ref uint id)
    {
        // bpf(2) has one number on x86-64, another on all newer architectures.
        nint number = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 321 : 280;
        Span<uint> attributes = [id, 0, 0];
        bool found = Syscall(number, command, attributes, attributes.Length * sizeof(uint)) != Failed;
        id = found ? attributes[1] : 0;
        return found;
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Syscall(nint number, nint command, Span<uint> attributes, nint size);
}
