using System.Runtime.InteropServices;

namespace Btf.Cli;

/// <summary>A file that gets its real name when it is complete. Otherwise it is deleted, also when a signal ends the process.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private State _state;

    public TemporaryFile(string path)
    {
        Path = path;
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, _ => Stop()));
        }
    }

    private enum State
    {
        NotCreated,
        Created,
        Stopped,
        Moved,
    }

    public string Path { get; }

    /// <summary>Creates the file, which must not exist.</summary>
    public FileStream Create()
    {
        lock (_lock)
        {
            ThrowIfStopped();
            FileStream stream = new(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            _state = State.Created;
            return stream;
        }
    }

    /// <summary>Gives the file its real name, in place of an older file.</summary>
    public void MoveTo(string target)
    {
        lock (_lock)
        {
            ThrowIfStopped();
            File.Move(Path, target, overwrite: true);
            _state = State.Moved;
        }
    }

    public void Dispose()
    {
        Stop();
        _registrations.ForEach(registration => registration.Dispose());
    }

    // When its handler returns, the signal ends the process with the usual exit code.
    private void Stop()
    {
        lock (_lock)
        {
            if (_state == State.Created)
            {
                File.Delete(Path);
            }

            _state = State.Stopped;
        }
    }

    private void ThrowIfStopped()
    {
        if (_state == State.Stopped)
        {
            throw new IOException("A signal has ended the command.");
        }
    }
}
