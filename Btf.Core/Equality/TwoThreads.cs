namespace Btf.Core.Equality;

/// <summary>Runs the two halves of a large task at once if the machine has two processors.</summary>
internal static class TwoThreads
{
    // With fewer items, starting a second thread costs more than it saves.
    private const int FewestItems = 1 << 14;

    /// <summary>Whether so many items are worth a second thread.</summary>
    public static bool AreWorthFor(int items) => items >= FewestItems && Environment.ProcessorCount > 1;

    /// <summary>Runs an action on all items of an array, as two ranges at once or as one.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="action">Takes the first item and the end of a range. It must not write to memory that the call for the other range uses.</param>
    public static void Run(int items, Action<int, int> action)
    {
        if (!AreWorthFor(items))
        {
            action(0, items);
            return;
        }

        int middle = items / 2;
        Run(half => action(half == 0 ? 0 : middle, half == 0 ? middle : items));
    }

    /// <summary>Runs both halves of a task, and waits for both.</summary>
    /// <param name="action">Runs a half: 0 or 1.</param>
    public static void Run(Action<int> action)
    {
        // This thread runs the second half itself if no other thread is free.
        Task second = Task.Run(() => action(1));
        try
        {
            action(0);
        }
        finally
        {
            second.GetAwaiter().GetResult();
        }
    }
}
