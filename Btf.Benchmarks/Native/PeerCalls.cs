using Btf.Core;

namespace Btf.Benchmarks;

/// <summary>The C forms of a task over one input. Each is null if a side does not have it.</summary>
internal sealed unsafe class PeerCalls(PeerInput input)
{
    public const string Libbpf = "libbpf";
    public const string Limit = "limit";

    /// <summary>Calls a function of the opened input.</summary>
    public Func<ulong>? OverInput(string side, string function)
    {
        var call = (delegate* unmanaged<void*, ulong>)Find(side, function);
        void* handle = input.Handle(side);
        return call == null ? null : () => call(handle);
    }

    /// <summary>Prepares the object that the next call changes, with a number of copies of the input.</summary>
    public Action? Preparing(string side, int times)
    {
        var call = (delegate* unmanaged<void*, long, ulong>)Find(side, "prepare");
        void* handle = input.Handle(side);
        return call == null || handle == null ? null : () => _ = call(handle, times);
    }

    /// <summary>Calls a function of the opened input and of ids.</summary>
    public Func<ulong>? OverIds(string side, string function, uint[] ids)
    {
        var call = (delegate* unmanaged<void*, uint*, long, ulong>)Find(side, function);
        void* handle = input.Handle(side);
        return call == null ? null : () =>
        {
            fixed (uint* first = ids)
            {
                return call(handle, first, ids.Length);
            }
        };
    }

    /// <summary>Opens a file, counts its types, and closes it.</summary>
    public Func<ulong>? Opening(string side, string path)
    {
        var open = (delegate* unmanaged<byte*, void*>)Find(side, "open");
        var count = (delegate* unmanaged<void*, ulong>)Find(side, "count");
        var close = (delegate* unmanaged<void*, void>)Find(side, "close");
        byte[] terminated = PeerInput.Terminated(path);
        return open == null ? null : () =>
        {
            void* opened = open(PeerInput.Start(terminated));
            ulong types = count(opened);
            close(opened);
            return types;
        };
    }

    /// <summary>Calls a function of the opened input and of a split object's file, which does its work many times.</summary>
    public Func<ulong>? OverSplit(string side, string function, string path, int times)
    {
        var call = (delegate* unmanaged<void*, byte*, long, ulong>)Find(side, function);
        void* handle = input.Handle(side);
        byte[] terminated = PeerInput.Terminated(path);
        return call == null ? null : () => call(handle, PeerInput.Start(terminated), times);
    }

    /// <summary>Opens a folder of a kernel and its modules.</summary>
    public Func<ulong>? OpeningCollection(string side, string folder)
    {
        var call = (delegate* unmanaged<byte*, ulong>)Find(side, "open_collection");
        byte[] terminated = PeerInput.Terminated(folder);
        return call == null ? null : () => call(PeerInput.Start(terminated));
    }

    /// <summary>Finds names in the limit's table, which this method makes.</summary>
    public Func<ulong>? FindingAtLimit(byte[][] names)
    {
        var find = (delegate* unmanaged<void*, nint*, ulong*, long, ulong>)Find(Limit, "find");
        if (find == null || BuildingNamesAtLimit(0) is not { } build)
        {
            return null;
        }

        build();
        void* handle = input.Limit;
        nint[] starts = Starts(names);
        ulong[] lengths = [.. names.Select(name => (ulong)name.Length)];
        return () =>
        {
            fixed (nint* firstStart = starts)
            fixed (ulong* firstLength = lengths)
            {
                ulong sum = find(handle, firstStart, firstLength, starts.Length);
                GC.KeepAlive(names);
                return sum;
            }
        };
    }

    /// <summary>Makes the limit's table of names again, and returns the given answer.</summary>
    public Func<ulong>? BuildingNamesAtLimit(ulong answer)
    {
        var build = (delegate* unmanaged<void*, int>)Find(Limit, "build_names");
        void* handle = input.Limit;
        return build == null ? null : () => build(handle) == 0 ? answer : throw new InvalidOperationException("There is no memory for the limit's table of names.");
    }

    /// <summary>Finds names with libbpf's scan.</summary>
    public Func<ulong>? FindingInLibbpf(byte[][] names)
    {
        var find = (delegate* unmanaged<void*, byte*, ulong>)Find(Libbpf, "find");
        void* handle = input.Libbpf;
        byte[][] terminated = [.. names.Select(PeerInput.Terminated)];
        return find == null ? null : () =>
        {
            ulong sum = 0;
            foreach (byte[] name in terminated)
            {
                sum += find(handle, PeerInput.Start(name));
            }

            return sum;
        };
    }

    /// <summary>Resolves the input's member paths.</summary>
    public Func<ulong>? ResolvingPaths(string side)
    {
        var call = (delegate* unmanaged<void*, uint*, nint*, long, ulong>)Find(side, "member_paths");
        if (call == null)
        {
            return null;
        }

        void* handle = input.Handle(side);
        uint[] roots = [.. input.PathRoots.Select(root => root.Id)];
        byte[][] terminated = [.. input.Paths.Select(PeerInput.Terminated)];
        nint[] starts = Starts(terminated);
        return () =>
        {
            fixed (uint* firstRoot = roots)
            fixed (nint* firstStart = starts)
            {
                ulong sum = call(handle, firstRoot, firstStart, roots.Length);
                GC.KeepAlive(terminated);
                return sum;
            }
        };
    }

    /// <summary>Opens the input for one question.</summary>
    public Func<ulong>? FirstAnswer(string side, string name, string member)
    {
        var call = (delegate* unmanaged<byte*, byte*, byte*, ulong>)Find(side, "first_answer");
        byte[] path = PeerInput.Terminated(input.Files.Kernel);
        byte[] terminatedName = PeerInput.Terminated(name);
        byte[] terminatedMember = PeerInput.Terminated(member);
        return call == null ? null : () => call(PeerInput.Start(path), PeerInput.Start(terminatedName), PeerInput.Start(terminatedMember));
    }

    /// <summary>Prints a value with libbpf's dumper.</summary>
    /// <param name="type">The type.</param>
    /// <param name="data">The value, pinned, and a little more.</param>
    public Func<ulong>? PrintingValue(BtfType type, byte[] data)
    {
        var call = (delegate* unmanaged<void*, uint, byte*, long, ulong>)Find(Libbpf, "print_value");
        void* handle = input.Handle(Libbpf);
        uint id = type.Id;
        uint size = type.SizeInBytes;
        return call == null ? null : () =>
        {
            ulong printed = call(handle, id, PeerInput.Start(data), size);
            GC.KeepAlive(data);
            return printed;
        };
    }

    private static nint[] Starts(byte[][] pinned) => [.. pinned.Select(bytes => (nint)PeerInput.Start(bytes))];

    private void* Find(string side, string function) =>
        input.Handle(side) == null ? null : (void*)NativePeer.TryFunction($"{side}_{function}");
}
