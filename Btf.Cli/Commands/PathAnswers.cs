using Btf.Core;

namespace Btf.Cli;

/// <summary>The places to which a path leads in the objects of a source: units and modules may have different types with the same name.</summary>
internal sealed class PathAnswers
{
    private const int MostListed = 8;

    private readonly List<(string ObjectName, PathPlace Place)> _different = [];
    private PathFailure? _failure;

    private PathAnswers()
    {
    }

    /// <summary>The place, if all answers agree; else null.</summary>
    public (string ObjectName, PathPlace Place)? Only => _different.Count == 1 ? _different[0] : null;

    /// <summary>Whether the text is not a path.</summary>
    public bool IsSyntaxError => _failure?.Code == BtfPathErrorCode.SyntaxError;

    /// <summary>Why there is no answer, or more than one.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Resolves a path, or the first of several that leads somewhere, in a source.</summary>
    public static PathAnswers Find(IReadOnlyList<string> paths, Source source)
    {
        PathAnswers answers = new();
        foreach (NamedObject part in source.Objects)
        {
            if (!answers.Ask(paths, part, source) || (source.IsKernel && part == source.First && answers._different.Count > 0))
            {
                // If the kernel itself has the path, its modules are not opened.
                break;
            }
        }

        answers.Why = answers._different.Count > 1 ? answers.Places() : answers._different.Count == 0 ? Alternatives(paths) + answers._failure!.Message + Hint(answers._failure, source) : "";
        return answers;
    }

    /// <summary>Resolves the path in an object. Returns whether to ask further objects.</summary>
    private bool Ask(IReadOnlyList<string> paths, NamedObject part, Source source)
    {
        PathFailure? failure = null;
        foreach (string path in paths)
        {
            if (PathEvaluator.Resolve(part.Object, path, out PathFailure? why) is { } place)
            {
                if (!_different.Exists(other => other.Place.IsSamePlace(place)))
                {
                    _different.Add((source.NameOf(part, place.Root), place));
                }

                return true;
            }

            failure ??= why;
        }

        // Another unit or module may have the type, or another type with the name. If none has, the first object's answer is reported.
        _failure = _failure is null || (failure!.Code != BtfPathErrorCode.NoSuchType && _failure.Code == BtfPathErrorCode.NoSuchType) ? failure : _failure;
        return failure!.Code is not (BtfPathErrorCode.Ambiguous or BtfPathErrorCode.SyntaxError);
    }

    private static string Alternatives(IReadOnlyList<string> paths) => paths.Count == 1 ? "" : $"None of the {paths.Count} alternatives is there. Of the first: ";

    /// <summary>Returns the places with their objects and ids.</summary>
    private string Places() => "Several objects have the type, and the path leads to different places: "
        + string.Join(", ", _different.Take(MostListed).Select(answer => $"byte {answer.Place.ByteOffset} in {answer.ObjectName} [{answer.Place.Root.Id}]"))
        + (_different.Count > MostListed ? $" and {_different.Count - MostListed} more." : ".");

    private static string Hint(PathFailure failure, Source source) => NearNames.Hint(failure.Code switch
    {
        BtfPathErrorCode.NoSuchType => NearNames.Of(failure.Word, [source.First.Object], BtfKinds.Struct | BtfKinds.Union | BtfKinds.Typedef | BtfKinds.Var),
        BtfPathErrorCode.NoSuchMember when failure.Type != default && failure.Type.Underlying.TryAsComposite(out BtfComposite composite) =>
            NearNames.Of(failure.Word, [.. MemberNames(composite)]),
        _ => [],
    });

    private static List<string> MemberNames(BtfComposite composite)
    {
        List<string> names = [];
        foreach (BtfMember member in composite.Members)
        {
            names.Add(member.Name.ToString());
        }

        return names;
    }
}
