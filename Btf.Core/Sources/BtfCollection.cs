using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Btf.Core;

/// <summary>
/// Holds named BTF objects: a kernel's and its modules', which are split from it. A module's file is opened when it is first used.
/// </summary>
/// <remarks>
/// <para>
/// <b>Ids are per object.</b> Each module continues the ids of the base: an id of the base means the same type in all modules, but an id after the base's end
/// means a different type in each module. So a result is an object's name and a type; the type knows its object.
/// </para>
/// <para>
/// <b>Files.</b> A file that is missing when it is first used, cannot be read, or has no BTF is skipped and listed in <see cref="Failures"/>. It is not tried
/// again.
/// </para>
/// <para>
/// <b>Ownership.</b> The collection disposes the objects that it opened or was given, except those that were lent (<c>leaveOpen</c>).
/// <b>Threads.</b> Any number of threads may read, add and remove at the same time. A file is opened once. Each enumeration sees the names at its start; it
/// skips an object that another thread has removed, or throws <see cref="ObjectDisposedException"/> if it has already reached it.
/// </para>
/// </remarks>
public sealed partial class BtfCollection : IEnumerable<BtfCollectionEntry>, IDisposable
{
    /// <summary>The name of the base.</summary>
    public const string BaseName = "vmlinux";

    private readonly BtfOpenOptions? _options;
    private readonly Lock _changing = new();
    private volatile CollectionContent? _content;

    /// <summary>Makes a collection with only a base.</summary>
    /// <param name="baseObject">The base; its name is <see cref="BaseName"/>.</param>
    /// <param name="leaveOpen">Whether the base is only lent: if so, the collection does not dispose it.</param>
    /// <exception cref="ObjectDisposedException">The base is disposed.</exception>
    public BtfCollection(BtfObject baseObject, bool leaveOpen = false)
        : this(baseObject, leaveOpen, [], null)
    {
    }

    private BtfCollection(BtfObject baseObject, bool leaveOpen, IEnumerable<CollectionSlot> others, BtfOpenOptions? options)
    {
        ArgumentNullException.ThrowIfNull(baseObject);
        ObjectDisposedException.ThrowIf(baseObject.IsDisposed, baseObject);
        Base = baseObject;
        _options = options;
        _content = new CollectionContent(new CollectionSlot(BaseName, baseObject, leaveOpen), others);
    }

    /// <summary>The object that the modules are split from.</summary>
    public BtfObject Base { get; }

    /// <summary>
    /// The names of all objects: the base's first, then the others in ordinal order. They include files that are not open yet, and files that could not be
    /// opened.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The collection is disposed.</exception>
    public ImmutableArray<string> Names => Content.Names;

    /// <summary>
    /// The names of the files that tell where functions of the kernel and its modules were inlined, such as <c>xfs.inline</c> for <c>xfs</c>, in ordinal order.
    /// <see cref="Names"/> does not have them, and an enumeration of the collection leaves them out. Each is opened over its own object.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The collection is disposed.</exception>
    public ImmutableArray<string> InlineNames => Content.InlineNames;

    /// <summary>
    /// The failures of the objects used so far; after <see cref="LoadAll"/>, of all. The list has the files that could not be opened, and the open objects that
    /// were probably made for another base (<see cref="BtfErrorCode.BaseMismatch"/>; see <see cref="BtfObject.LooksLikeWrongBase"/>). Each read makes a new
    /// list; the first one walks over the names of each object.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The collection is disposed.</exception>
    public ImmutableArray<BtfCollectionFailure> Failures
    {
        get
        {
            ImmutableArray<BtfCollectionFailure>.Builder failures = ImmutableArray.CreateBuilder<BtfCollectionFailure>();
            foreach (CollectionSlot slot in Content.Slots)
            {
                if (slot.HasFailed(out BtfError error) || slot.LooksLikeWrongBase(out error))
                {
                    failures.Add(new BtfCollectionFailure(slot.Name, error));
                }
            }

            return failures.DrainToImmutable();
        }
    }

    private CollectionContent Content
    {
        get
        {
            CollectionContent? content = _content;
            ObjectDisposedException.ThrowIf(content is null, this);
            return content;
        }
    }

    /// <summary>Returns the object with a name. The first call opens its file.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">No object has the name.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="BtfFormatException">The file's content is not valid BTF.</exception>
    /// <exception cref="ObjectDisposedException">The collection is disposed.</exception>
    public BtfObject this[string name]
    {
        get
        {
            BtfError error = TryGet(name, out BtfObject? result);
            if (result is null)
            {
                ThrowNotFound(name, error);
            }

            return result;
        }
    }

    /// <summary>Finds the object with a name. The first call opens its file.</summary>
    /// <param name="name">The name.</param>
    /// <param name="result">The object, which belongs to the collection.</param>
    /// <returns>Whether an object has the name and its file, if it has one, could be opened; see <see cref="Failures"/>.</returns>
    /// <exception cref="ObjectDisposedException">The collection is disposed.</exception>
    public bool TryGetObject(string name, [NotNullWhen(true)] out BtfObject? result)
    {
        _ = TryGet(name, out result);
        return result is not null;
    }

    /// <summary>Opens all files that were not used yet. <see cref="Failures"/> then lists those that cannot be opened.</summary>
    /// <exception cref="ObjectDisposedException">The collection is disposed.</exception>
    public void LoadAll()
    {
        foreach (CollectionSlot slot in Content.Slots)
        {
            _ = TryGet(slot, out _);
        }
    }

    /// <summary>Adds an object.</summary>
    /// <param name="name">Its name. No other object may have it.</param>
    /// <param name="btf">The object: split from the base, from another object, or from none.</param>
    /// <param name="leaveOpen">Whether the object is only lent: if so, the collection does not dispose it.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, or the collection has the object under another name.</exception>
    /// <exception cref="ObjectDisposedException">The collection or the object is disposed.</exception>
    public void Add(string name, BtfObject btf, bool leaveOpen = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(btf);
        ObjectDisposedException.ThrowIf(btf.IsDisposed, btf);
        lock (_changing)
        {
            CollectionContent content = Content;
            if (content.Find(name) is not null)
            {
                throw new ArgumentException($"The collection already has '{name}'.", nameof(name));
            }

            if (content.Find(btf) is { } other)
            {
                throw new ArgumentException($"The collection already has this object, as '{other.Name}'.", nameof(btf));
            }

            _content = new CollectionContent(content.Slots[0], content.Others.Append(new CollectionSlot(name, btf, leaveOpen)));
        }
    }

    /// <summary>
    /// Disposes all objects that the collection owns, the base last. All their views throw <see cref="ObjectDisposedException"/> from now on.
    /// </summary>
    public void Dispose()
    {
        CollectionContent? content;
        lock (_changing)
        {
            content = _content;
            _content = null;
        }

        for (int i = (content?.Slots.Length ?? 0) - 1; i >= 0; i--)
        {
            content!.Slots[i].Close();
        }
    }

    /// <summary>Returns an enumerator that starts before the base. It opens files when it reaches them, and leaves out those that cannot be opened.</summary>
    /// <exception cref="ObjectDisposedException">The collection is disposed.</exception>
    public Enumerator GetEnumerator() => Content is { } content ? new(this, content, 0, content.NamedCount) : default;

    /// <inheritdoc/>
    IEnumerator<BtfCollectionEntry> IEnumerable<BtfCollectionEntry>.GetEnumerator()
    {
        foreach (BtfCollectionEntry entry in this)
        {
            yield return entry;
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<BtfCollectionEntry>)this).GetEnumerator();

    internal void ThrowIfDisposed() => _ = Content;

    private BtfError TryGet(string name, out BtfObject? result)
    {
        ArgumentNullException.ThrowIfNull(name);
        result = null;
        BtfError error = default;
        CollectionSlot? slot = Content.Find(name);
        if (slot is not null && !TryGet(slot, out result))
        {
            _ = slot.HasFailed(out error);
        }

        return error;
    }

    private bool TryGet(CollectionSlot slot, [NotNullWhen(true)] out BtfObject? result)
    {
        result = null;
        bool found = TryGetBase(slot, out BtfObject? baseObject) && slot.TryGet(baseObject, _options, out result);
        if (!found)
        {
            // If another thread has disposed the collection, the slot is closed.
            ThrowIfDisposed();
        }

        return found;
    }

    /// <summary>Opens the object that a slot is split from. Names get shorter with each step, so the recursion is shallow.</summary>
    private bool TryGetBase(CollectionSlot slot, [NotNullWhen(true)] out BtfObject? baseObject)
    {
        baseObject = Base;
        if (slot.BaseName is not { } name)
        {
            return true;
        }

        CollectionSlot? below = Content.Find(name);
        if (below is not null && TryGet(below, out baseObject))
        {
            return true;
        }

        string reason = below is not null && below.HasFailed(out BtfError error) ? $"cannot be opened: {error.Message.TrimEnd('.')}" : "is not there";
        slot.Fail(SourceError.Unreadable($"'{name}', which '{slot.Name}' is split from, {reason}"));
        baseObject = null;
        return false;
    }

    [DoesNotReturn]
    private static void ThrowNotFound(string name, BtfError error)
    {
        if (error.IsNone)
        {
            throw new KeyNotFoundException($"The collection has no object '{name}'.");
        }

        SourceError.Throw(error);
    }

    /// <summary>Enumerates the objects of a collection.</summary>
    public struct Enumerator
    {
        private readonly BtfCollection? _collection;
        private readonly CollectionContent? _content;
        private readonly int _end;
        private int _next;
        private BtfCollectionEntry _current;

        internal Enumerator(BtfCollection? collection, CollectionContent? content, int first, int end)
        {
            _collection = collection;
            _content = content;
            _next = first;
            _end = end;
        }

        /// <summary>The current object and its name.</summary>
        public readonly BtfCollectionEntry Current => _current;

        /// <summary>Moves to the next object, and opens its file if necessary.</summary>
        /// <returns>False after the last one.</returns>
        /// <exception cref="ObjectDisposedException">The collection is disposed.</exception>
        public bool MoveNext()
        {
            _collection?.ThrowIfDisposed();
            while (_content is not null && _next < _end)
            {
                CollectionSlot slot = _content.Slots[_next++];
                if (_collection!.TryGet(slot, out BtfObject? btf))
                {
                    _current = new BtfCollectionEntry(slot.Name, btf);
                    return true;
                }
            }

            return false;
        }
    }
}
