using System.Text;

namespace Btf.Testing;

/// <summary>The results of a finished process: exit code, standard output as bytes, standard error as text.</summary>
public sealed record ProcessResult(int ExitCode, byte[] StandardOutput, string StandardError)
{
    public string Text => Encoding.UTF8.GetString(StandardOutput);
}
