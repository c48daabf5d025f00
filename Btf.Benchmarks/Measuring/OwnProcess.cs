using System.Globalization;
using System.Reflection;

namespace Btf.Benchmarks;

/// <summary>
/// Measures each task in a process of its own, as a user's process has it: without the warm memory, the compiled code and the profiles that other tasks leave.
/// </summary>
internal static class OwnProcess
{
    /// <summary>The command of the process that measures one task.</summary>
    public const string Command = "measure";

    private const string Allocated = "Allocated";

    /// <summary>Measures tasks one after the other.</summary>
    /// <exception cref="InvalidOperationException">A process failed, for example because two forms of its task read different things.</exception>
    public static Measurement[] Run(IEnumerable<PeerTask> tasks) => [.. tasks.Select(Run)];

    /// <summary>Measures a task in this process, and writes its samples.</summary>
    public static int Answer(string name)
    {
        using var input = new PeerInput(Input.Path, TaskSizes.Measured);
        Measurement measurement = Interleaved.Run(TaskList.Create(input, name));
        foreach ((Form form, double nanoseconds) in measurement.Samples)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{form} {nanoseconds:R}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Allocated} {measurement.AllocatedBytes:R}"));
        return 0;
    }

    private static Measurement Run(PeerTask task)
    {
        ToolResult result = Tool.Run(Environment.ProcessPath!, [.. Host(), Command, task.Name]);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"{task.Name}: {result.Error}");
        }

        var measurement = new Measurement(task);
        foreach (string[] line in result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')))
        {
            double value = double.Parse(line[1], CultureInfo.InvariantCulture);
            if (line[0] == Allocated)
            {
                measurement.AllocatedBytes = value;
            }
            else
            {
                measurement.Add(Enum.Parse<Form>(line[0]), value);
            }
        }

        return measurement;
    }

    /// <summary>Returns what starts this program if its process is that of the <c>dotnet</c> command.</summary>
    private static string[] Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Assembly.GetEntryAssembly()!.Location] : [];
}
