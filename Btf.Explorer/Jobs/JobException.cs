namespace Btf.Explorer.Jobs;

/// <summary>A job failed, or was stopped. The message is for the user.</summary>
internal sealed class JobException(string message, Exception? inner = null) : Exception(message, inner);
