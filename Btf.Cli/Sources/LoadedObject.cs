using Btf.Core;

namespace Btf.Cli;

/// <summary>An object that the running kernel has loaded, named by its own id or by the id of a program or map that was loaded with it. One of the ids is given.</summary>
/// <param name="Program">The program's id.</param>
/// <param name="Map">The map's id.</param>
/// <param name="Object">The object's id.</param>
internal readonly record struct LoadedObject(uint? Program, uint? Map, uint? Object)
{
    /// <summary>Whether an id is given.</summary>
    public bool IsGiven => Program is not null || Map is not null || Object is not null;

    /// <summary>Its name: <c>program 12</c>.</summary>
    public string Name => Program is { } program ? $"program {program}" : Map is { } map ? $"map {map}" : $"object {Object}";

    /// <summary>Opens the object.</summary>
    /// <exception cref="ToolException">Nothing has that id, it was loaded without BTF, or it cannot be read.</exception>
    public Source Open(NameLookup lookup)
    {
        uint id = Object ?? 0;
        BtfError error = default;
        bool isKnown = Program is { } program ? KernelBtf.TryGetProgramBtfId(program, out id, out error)
            : Map is not { } map || KernelBtf.TryGetMapBtfId(map, out id, out error);
        return isKnown ? Source.OpenLoaded(id, Name, lookup) : throw new ToolException(ExitCode.Unreadable, $"{Name}: {error.Message}");
    }
}
