using System.Runtime.InteropServices;

namespace Btf.Cli;

/// <summary>Sends an answer to a person: to the terminal if it fits the screen, else to the pager.</summary>
/// <remarks>
/// The first screen is held back for a moment at most. If the person leaves the pager early, the rest of the answer is dropped, and the command ends
/// with the same exit code.
/// </remarks>
internal sealed class PagedStream : WriteOnlyStream
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(200);
    private static readonly PosixSignal[] _signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT];

    // A pipe holds this much before its reader reads.
    private const int PipeCapacity = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Stream _terminal;
    private readonly string _command;
    private readonly MemoryStream _held = new();
    private readonly int _width = Math.Max(Terminal.Width, 1);
    private readonly int _height = Terminal.Height;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private Timer? _timer;
    private PagerProcess? _pager;
    private PosixSignal? _signal;
    private bool _isDirect;
    private bool _isLeft;
    private bool _isClosed;
    private int _rows;
    private int _column;

    /// <param name="terminal">The terminal.</param>
    /// <param name="command">The pager, as a line for the shell.</param>
    public PagedStream(Stream terminal, string command)
    {
        _terminal = terminal;
        _command = command;
        Current = this;
    }

    /// <summary>The open stream; null if none is open.</summary>
    public static PagedStream? Current { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_lock)
        {
            if (_isLeft)
            {
                return;
            }

            if (_isDirect)
            {
                _terminal.Write(buffer);
            }
            else if (_pager is { } pager)
            {
                Feed(pager, buffer);
            }
            else
            {
                _held.Write(buffer);
                Count(buffer);
                if (_rows >= _height)
                {
                    Start();
                }
                else
                {
                    _timer ??= new Timer(_ => StartLate(), null, _patience, Timeout.InfiniteTimeSpan);
                }
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        PagerProcess? pager;
        lock (_lock)
        {
            if (!disposing || _isClosed)
            {
                return;
            }

            _isClosed = true;
            Current = null;
            _timer?.Dispose();
            pager = _pager;
            if (pager is null && !_isDirect)
            {
                _terminal.Write(_held.GetBuffer().AsSpan(0, (int)_held.Length));
            }
        }

        // A signal's handler needs the lock while the person reads.
        if (pager is not null)
        {
            pager.CloseInput();
            Replay(pager);
            if (_signal is { } signal)
            {
                PagerProcess.EndBy(signal);
            }

            _registrations.ForEach(registration => registration.Dispose());
        }

        base.Dispose(disposing);
    }

    private void StartLate()
    {
        lock (_lock)
        {
            if (!_isClosed && _pager is null && !_isDirect)
            {
                Start();
            }
        }
    }

    private void Start()
    {
        _timer?.Dispose();
        _pager = PagerProcess.Start(_command);
        if (_pager is null)
        {
            _isDirect = true;
            _terminal.Write(_held.GetBuffer().AsSpan(0, (int)_held.Length));
            return;
        }

        foreach (PosixSignal signal in _signals)
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, EndAfterPager));
        }

        byte[] first = _held.ToArray();
        _held.SetLength(0);
        Feed(_pager, first);
    }

    private void Feed(PagerProcess pager, ReadOnlySpan<byte> buffer)
    {
        if (_held.Length <= PipeCapacity)
        {
            _held.Write(buffer);
        }

        try
        {
            pager.Input.Write(buffer);
        }
        catch (BrokenPipeException)
        {
            _isLeft = true;
            Replay(pager);
        }
    }

    /// <summary>Waits for the pager. If the shell did not find the program, writes to the terminal what the pager was sent.</summary>
    private void Replay(PagerProcess pager)
    {
        if (pager.Wait() == PagerProcess.NotFound && !_isDirect)
        {
            _isDirect = true;
            _isLeft = false;
            _terminal.Write(_held.GetBuffer().AsSpan(0, (int)_held.Length));
        }
    }

    /// <summary>Ends the process by a signal, but only after the pager, which has the terminal, has ended.</summary>
    private void EndAfterPager(PosixSignalContext context)
    {
        context.Cancel = true;
        _signal = context.Signal;
        _ = _pager!.Wait();
        PagerProcess.EndBy(context.Signal);
    }

    private void Count(ReadOnlySpan<byte> text)
    {
        foreach (byte b in text)
        {
            _column = b == '\n' ? 0 : _column + 1;
            if (b == '\n' || _column > _width)
            {
                _rows++;
                _column = b == '\n' ? 0 : 1;
            }
        }
    }
}
