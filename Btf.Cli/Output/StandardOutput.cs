namespace Btf.Cli;

/// <summary>Opens standard output for text.</summary>
internal static class StandardOutput
{
    extension(TextOutput)
    {
        /// <summary>Returns standard output of this run, buffered.</summary>
        public static TextOutput ToStandardOutput() => TextOutput.To(StandardStreams.Current.OpenOutput());

        /// <summary>Opens standard output for an answer that a person reads: a terminal shows it page by page.</summary>
        /// <param name="isPagerOff">Whether the command line turns the pager off.</param>
        public static TextOutput ToReader(bool isPagerOff) => TextOutput.To(Pager.OpenOutput(isPagerOff));
    }
}
