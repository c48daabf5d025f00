namespace Btf.Core.Equality;

/// <summary>Does two halves of a large work at once, where the machine has two processors.</summary>
internal static class TwoThreads
{
    // Below, starting a second thread costs more than it saves.
    private const int FewestItems = 1 << 14;

    /// <summary>Whether work on so many items is done by two threads.</summary>
    public static bool AreWorthFor(int items) => items >= FewestItems && Environment.ProcessorCount > 1;

    /// <summary>Does something to all items of an array, in two ranges at once or in one.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="action">Does it to a range: its first item, and the end. It must write to nothing that the other range's call touches.</param>
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

    /// <summary>Does both halves of a work, and waits for both.</summary>
    /// <param name="action">Does a half: 0 or 1.</param>
    public static void Run(Action<int> action)
    {
        // This thread takes the second half itself if no other one is free.
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
