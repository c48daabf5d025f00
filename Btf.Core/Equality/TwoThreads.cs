namespace Btf.Core.Equality;

/// <summary>Runs the two halves of a large task at once if the machine has two processors.</summary>
internal static class TwoThreads
{
    // With fewer items, starting a second thread costs more than it saves.
    private const int FewestItems = 1 << 14;

    /// <summary>Returns whether so many items are worth a second thread.</summary>
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

    /// <summary>Runs both halves of a task: at once if there are enough items for that to pay, else one after the other.</summary>
    /// <param name="items">The number of items.</param>
    /// <param name="action">Runs a half: 0 or 1. It must not write to memory that the other half uses.</param>
    public static void RunHalves(int items, Action<int> action)
    {
        if (AreWorthFor(items))
        {
            Run(action);
            return;
        }

        action(0);
        action(1);
    }

    /// <summary>Runs both halves of a task, and waits for both. If both fail, the first one's exception is thrown.</summary>
    /// <param name="action">Runs a half: 0 or 1.</param>
    public static void Run(Action<int> action)
    {
        var second = new SecondHalf(action);
        SecondThread.Start(second);
        try
        {
            action(0);
        }
        catch
        {
            second.Cancel();
            throw;
        }

        second.RunOrWait();
    }
}
