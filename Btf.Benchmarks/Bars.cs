using System.Diagnostics;
using System.Globalization;

namespace Btf.Benchmarks;

/// <summary>The quick form: every piece of work beside its peers in one run, interleaved, and whether it holds its bar.</summary>
/// <remarks>
/// Each repetition runs every form of every piece of work once untimed, so that its own data is in the caches, and then timed. The figure is the
/// median; the ratio that is judged is that of the medians.
/// </remarks>
internal static class Bars
{
    private const int Repetitions = 25;
    private const int WarmUps = 80;

    /// <summary>Writes a line a bar. Returns 1 where one is missed, else 0.</summary>
    /// <param name="names">The tasks to measure; all where it names none.</param>
    public static int Run(ReadOnlySpan<string> names)
    {
        string[] chosen = names.ToArray();
        PeerTask[] tasks = [.. new PeerTasks(Input.Path).All.Where(task => chosen.Length == 0 || chosen.Contains(task.Name))];
        var samples = tasks.ToDictionary(task => task, _ => new List<double>[] { [], [], [] });
        foreach (PeerTask task in tasks)
        {
            task.CheckSums();
        }

        for (int repetition = -WarmUps; repetition < Repetitions; repetition++)
        {
            foreach (PeerTask task in tasks)
            {
                Func<ulong>?[] forms = [task.Ours, task.Libbpf, task.Limit];
                for (int i = 0; i < forms.Length; i++)
                {
                    if (forms[i] is { } form && Time(form, task.Prepare) is double elapsed && repetition >= 0)
                    {
                        samples[task][i].Add(elapsed / task.Operations);
                    }
                }
            }
        }

        Console.WriteLine($"{Input.Path}, median of {Repetitions}, ns an operation");
        Console.WriteLine($"{"",-22}{"ours",14}{"libbpf",14}{"limit",14}{"/libbpf",9}{"bar",8}{"/limit",9}{"bar",7}{"ns bar",14}");
        bool ok = true;
        foreach (PeerTask task in tasks)
        {
            ok &= Report(task, Median(samples[task][0])!.Value, Median(samples[task][1]), Median(samples[task][2]));
            double? Min(int i) => samples[task][i].Count == 0 ? null : samples[task][i].Min();
            Console.WriteLine($"   best {Min(0):N2} {Min(1):N2} {Min(2):N2}  /libbpf {Min(0) / Min(1):0.###} /limit {Min(0) / Min(2):0.###}");
        }

        return ok ? 0 : 1;
    }

    private static double Time(Func<ulong> form, Action? prepare)
    {
        prepare?.Invoke();
        form();
        prepare?.Invoke();
        long start = Stopwatch.GetTimestamp();
        form();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static double? Median(List<double> values) => values.Count == 0 ? null : values.Order().ElementAt(values.Count / 2);

    private static bool Report(PeerTask task, double ours, double? libbpf, double? limit)
    {
        double? ofLibbpf = ours / libbpf;
        double? ofLimit = ours / limit;
        bool ok = !(ofLibbpf > task.MostOfLibbpf) && !(ofLimit > task.MostOfLimit) && !(ours > task.MostNanoseconds);
        bool judged = ((ofLibbpf ?? ofLimit) is not null && (task.MostOfLibbpf ?? task.MostOfLimit) is not null) || task.MostNanoseconds is not null;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{task.Name,-22}{ours,14:N2}{libbpf,14:N2}{limit,14:N2}{ofLibbpf,9:0.####}{task.MostOfLibbpf,8}{ofLimit,9:0.###}{task.MostOfLimit,7}{task.MostNanoseconds,14:N0} {(judged ? ok ? "ok" : "MISS" : "")}").TrimEnd());
        return ok;
    }
}
