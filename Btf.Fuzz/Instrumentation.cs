using SharpFuzz;

namespace Btf.Fuzz;

/// <summary>Rewrites a library so that it counts the branches that it takes.</summary>
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
                // An earlier build has instrumented this copy.
            }
        }

        return 0;
    }
}
