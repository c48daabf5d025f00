using System.Globalization;
using Btf.Benchmarks;

// A small program like an agent. "first FILE STRUCT MEMBER" answers one question; "loops FILE TASK..." measures tasks and writes a line for each:
// the name, our median, our best time, and the ratios of our time to libbpf's and to the limit's, separated by tabs.
switch (args)
{
    case ["first", string path, string name, string member]:
        Console.WriteLine(OurTasks.FirstAnswer(path, name, member));
        return 0;
    case ["loops", string path, .. string[] names]:
        using (var input = new PeerInput(path, TaskSizes.Measured))
        {
            foreach (Measurement row in TaskList.CreateAll(input, names).Select(Interleaved.Run))
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{row.Task.Name}\t{row.Ours.Median:R}\t{row.Ours.Best:R}\t{row.OfLibbpf:R}\t{row.OfLimit:R}"));
            }
        }

        return 0;
    default:
        Console.Error.WriteLine("first FILE STRUCT MEMBER | loops FILE TASK...");
        return 2;
}
