using Btf.Core;

namespace Btf.Cli;

/// <summary>The places that a path leads to in the objects of a source: units and modules may have different types of one name.</summary>
internal sealed class PathAnswers(Source source)
{
    private const int MostListed = 8;

    private readonly List<(string ObjectName, BtfMemberPath Path)> _different = [];

    /// <summary>The place, where all answers tell the same; else null.</summary>
    public (string ObjectName, BtfMemberPath Path)? Only => _different.Count == 1 ? _different[0] : null;

    /// <summary>The places with their objects and ids, where they differ; else null.</summary>
    public string? Places => _different.Count < 2
        ? null
        : "Several objects have the type, and the path leads to different places: "
            + string.Join(", ", _different.Take(MostListed).Select(answer => $"byte {answer.Path.ByteOffset} in {answer.ObjectName} [{answer.Path.Root.Id}]"))
            + (_different.Count > MostListed ? $" and {_different.Count - MostListed} more." : ".");

    /// <summary>Adds where a path leads to in one object.</summary>
    public void Add(NamedObject part, BtfMemberPath path)
    {
        if (!_different.Exists(other => IsSamePlace(other.Path, path)))
        {
            _different.Add((source.NameOf(part, path.Root), path));
        }
    }

    private static bool IsSamePlace(in BtfMemberPath left, in BtfMemberPath right) =>
        left.BitOffset == right.BitOffset && left.BitSize == right.BitSize && left.PointersCrossed == right.PointersCrossed;
}
