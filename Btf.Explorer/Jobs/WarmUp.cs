using Btf.Core;
using Btf.Explorer.Browser;
using Btf.Explorer.Sources;
using Btf.Explorer.Texts;

namespace Btf.Explorer.Jobs;

/// <summary>Runs code before the user needs it, while the page waits. The runtime translates a method at its first call, and again after many calls.</summary>
internal static class WarmUp
{
    // After about so many runs, the runtime has translated the inner loops a second time.
    private const int Repeats = 3;

    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(250);

    /// <summary>The time in which a view is complete.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Reads, writes and draws small structures, with rests between.</summary>
    /// <param name="isBusy">Whether the user waits for something else. The work then ends at the next rest.</param>
    public static async Task RunAsync(Func<bool> isBusy)
    {
        await Task.Delay(_quiet);
        Slices slices = new(CancellationToken.None);
        byte[] bytes = Sample.Read();
        for (int i = 0; i < Repeats; i++)
        {
            using var btf = BtfObject.FromMemory(bytes);
            foreach (string name in (string[])["task_struct", "sk_buff"])
            {
                if (isBusy())
                {
                    return;
                }

                BtfType type = btf.FindType(name);
                await WriteAsync(type, slices);
                if (!isBusy())
                {
                    _ = TypeTexts.Svg(type, new PictureArguments(64, 1, []));
                    await slices.RestAsync();
                }
            }
        }
    }

    /// <summary>Writes the declaration of a type, and finds what it names.</summary>
    public static async Task WriteAsync(BtfType type, Slices slices)
    {
        string text = TypeTexts.Show(type);
        await slices.RestAsync();
        _ = new CodeText(text, (kinds, word) => type.Object.FindTypes(word).OfKinds(kinds).TryGetFirst(out _) ? word : null).Cut();
        await slices.RestAsync();
    }
}
