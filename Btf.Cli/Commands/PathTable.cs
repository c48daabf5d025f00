using System.Globalization;
using System.Text.Json;

namespace Btf.Cli;

/// <summary>Shows where a path leads in several files.</summary>
internal sealed class PathTable(TextOutput output, IReadOnlyList<string> files)
{
    private readonly ObjectColumn _objects = new(files);

    /// <summary>Writes a row for each file, or a JSON array.</summary>
    /// <returns>The exit code: 1 where a file lacks the path, 3 where one cannot be read.</returns>
    public int Write(string expression, IEnumerable<(string File, PathAnswers? Answers)> answers, bool json)
    {
        int exitCode = ExitCode.Done;
        if (!json)
        {
            Listing listing = new(output, _objects.Column, new Column("Byte", 8, IsNumber: true), new Column("Bit", 4, IsNumber: true), new Column("Size", 8, IsNumber: true), new Column("Type", 0));
            foreach ((string file, PathAnswers? found) in answers)
            {
                exitCode = Math.Max(exitCode, CodeOf(found));
                if (found is not null)
                {
                    listing.Add([_objects.Shorten(file), .. Cells(found)]);
                }
            }

            return exitCode;
        }

        JsonText.Write(output, writer =>
        {
            writer.WriteStartArray();
            foreach ((string file, PathAnswers? found) in answers)
            {
                exitCode = Math.Max(exitCode, CodeOf(found));
                Write(writer, expression, file, found);
            }

            writer.WriteEndArray();
        });
        return exitCode;
    }

    private static int CodeOf(PathAnswers? answers) => answers is null ? ExitCode.Unreadable : answers.Only is null ? ExitCode.No : ExitCode.Done;

    private static string[] Cells(PathAnswers answers) => answers.Only is { Place: var place }
        ? [Text(place.ByteOffset), place.IsBitfield ? Text(place.BitOffset % 8) : "-", place.IsBitfield ? $"{Text(place.BitSize)} bit" : Text(place.BitSize / 8), place.Type.ToString()]
        : ["-", "-", "-", answers.Why];

    private static void Write(Utf8JsonWriter json, string expression, string file, PathAnswers? answers)
    {
        if (answers is null)
        {
            return;
        }

        if (answers.Only is { } answer)
        {
            PathJson.Write(json, expression, answer.ObjectName, answer.Place);
            return;
        }

        json.WriteStartObject();
        json.WriteString("path", expression);
        json.WriteString("object", file);
        json.WriteString("error", answers.Why);
        json.WriteEndObject();
    }

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
