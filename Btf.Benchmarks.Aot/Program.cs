using System.Globalization;
using Btf.Benchmarks;

// A program as agents ship it. "first FILE STRUCT MEMBER" answers one question; "loops FILE TASK..." measures tasks, a line each:
// the name, then our median, our best, and our time as a part of libbpf's and of the limit's, separated by tabs.
switch (args)
{
    case ["first", string path, string name, string member]:
        Console.WriteLine(OurTasks.FirstAnswer(path, name, member));
        return 0;
    case ["loops", string path, .. string[] names]:
        using (var input = new PeerInput(path, TaskSizes.Measured))
        {
            foreach (Measurement row in Interleaved.Run(TaskList.CreateAll(input, names)))
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
