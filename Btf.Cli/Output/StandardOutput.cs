namespace Btf.Cli;

/// <summary>Opens standard output for text.</summary>
internal static class StandardOutput
{
    extension(TextOutput)
    {
        /// <summary>Standard output, or the stream that replaces it.</summary>
        public static TextOutput ToStandardOutput() => TextOutput.To(StandardStreams.OpenOutput());

        /// <summary>Opens standard output for an answer that a person reads: a terminal shows it page by page.</summary>
        /// <param name="isPagerOff">Whether the command line turns the pager off.</param>
        public static TextOutput ToReader(bool isPagerOff) => TextOutput.To(Pager.OpenOutput(isPagerOff));
    }
}
