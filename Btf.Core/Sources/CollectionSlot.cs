using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

/// <summary>
/// A name of a collection, with its object, with a file that is opened when it is first used, or with the error of a file that could not be opened.
/// </summary>
internal sealed class CollectionSlot
{
    private readonly string? _path;
    private readonly bool _leaveOpen;
    private readonly Lock _opening = new();
    private volatile BtfObject? _object;
    private volatile bool _isDone;
    private BtfError _error;
    private volatile BaseFit _fit;

    /// <summary>Makes a slot for a file, and does not open it yet.</summary>
    /// <param name="name">The object's name.</param>
    /// <param name="path">The file.</param>
    /// <param name="baseName">The name of the object that it is split from; null for the collection's base.</param>
    public CollectionSlot(string name, string path, string? baseName = null)
    {
        Name = name;
        BaseName = baseName;
        _path = path;
    }

    /// <summary>Makes a slot for an open object.</summary>
    public CollectionSlot(string name, BtfObject open, bool leaveOpen)
    {
        Name = name;
        _object = open;
        _leaveOpen = leaveOpen;
        _isDone = true;
    }

    /// <summary>The object's name.</summary>
    public string Name { get; }

    /// <summary>The name of the object that the file is split from; null for the collection's base.</summary>
    public string? BaseName { get; }

    /// <summary>Returns whether this is the slot of an open object.</summary>
    public bool Holds(BtfObject btf) => ReferenceEquals(_object, btf);

    /// <summary>Returns whether the file could not be opened.</summary>
    public bool HasFailed(out BtfError error)
    {
        bool failed = _isDone && _object is null;
        error = failed ? _error : default;
        return failed && !error.IsNone;
    }

    /// <summary>Returns whether the object is open and was probably made for another base. The first call walks over its names; the result is kept.</summary>
    public bool LooksLikeWrongBase(out BtfError error)
    {
        error = default;
        if (_object is not { } btf)
        {
            return false;
        }

        try
        {
            if (_fit == BaseFit.NotAsked)
            {
                _fit = btf.LooksLikeWrongBase() ? BaseFit.Wrong : BaseFit.Right;
            }
        }
        catch (ObjectDisposedException)
        {
            // The object was lent, and its owner has disposed it.
            return false;
        }

        bool isWrong = _fit == BaseFit.Wrong;
        if (isWrong)
        {
            error = new BtfError(BtfErrorCode.BaseMismatch, text: "It was probably made for another base: its names begin in the middle of strings. It is open all the same");
        }

        return isWrong;
    }

    /// <summary>Finds the object. The first call opens the file while other threads wait. If that fails, every later call fails in the same way.</summary>
    /// <returns>Whether the file could be opened and the slot is not closed.</returns>
    public bool TryGet(BtfObject baseObject, BtfOpenOptions? options, [NotNullWhen(true)] out BtfObject? result)
    {
        if (!_isDone)
        {
            Open(baseObject, options);
        }

        result = _object;
        return result is not null;
    }

    /// <summary>Records that the file cannot be opened.</summary>
    public void Fail(BtfError error)
    {
        lock (_opening)
        {
            if (!_isDone)
            {
                _error = error;
                _isDone = true;
            }
        }
    }

    /// <summary>Disposes the object, unless it was lent. From now on the slot opens no file.</summary>
    public void Close()
    {
        lock (_opening)
        {
            if (!_leaveOpen)
            {
                _object?.Dispose();
            }

            _object = null;
            _isDone = true;
        }
    }

    private void Open(BtfObject baseObject, BtfOpenOptions? options)
    {
        lock (_opening)
        {
            if (!_isDone)
            {
                if (BtfObject.TryOpenSplit(_path!, baseObject, out BtfObject? opened, out _error, options))
                {
                    _object = opened;
                }

                _isDone = true;
            }
        }
    }

    private enum BaseFit
    {
        NotAsked,
        Right,
        Wrong,
    }
}
