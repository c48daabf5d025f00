using SharpFuzz;

namespace Btf.Fuzz;

/// <summary>Rewrites a library so that it counts where it goes.</summary>
internal static class Instrumentation
{
    public static int Apply(IEnumerable<string> libraries)
    {
        foreach (string library in libraries)
        {
            try
            {
                _ = Fuzzer.Instrument(library, _ => true, Options.Value);
            }
            catch (InstrumentationException)
            {
                // It was done in an earlier build, and the copy is still that one.
            }
        }

        return 0;
    }
}
