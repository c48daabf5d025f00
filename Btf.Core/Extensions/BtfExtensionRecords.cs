using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Btf.Core.Extensions;

/// <summary>The records of one part of <c>.BTF.ext</c>, in the order of the data, over all ELF sections. Nothing is copied.</summary>
/// <remarks>Walking after the object is disposed is answered by <see cref="ObjectDisposedException"/>.</remarks>
/// <typeparam name="T">The view of a record.</typeparam>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is a list of records, in their order.")]
public readonly struct BtfExtensionRecords<T> : IReadOnlyCollection<T>
    where T : struct, IBtfExtensionRecord<T>
{
    private readonly BtfExtension _owner;

    internal BtfExtensionRecords(BtfExtension owner)
    {
        _owner = owner;
        Count = owner.CountOf(T.Part);
    }

    /// <summary>Returns the number of records, as it was when the list was taken.</summary>
    public int Count { get; }

    /// <summary>Starts before the first record.</summary>
    public Enumerator GetEnumerator() => new(_owner);

    /// <inheritdoc/>
    IEnumerator<T> IEnumerable<T>.GetEnumerator()
    {
        foreach (T element in this)
        {
            yield return element;
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<T>)this).GetEnumerator();

    /// <summary>Walks over records.</summary>
    public struct Enumerator
    {
        private readonly BtfExtension _owner;
        private ExtensionCursor _cursor;

        internal Enumerator(BtfExtension owner)
        {
            _owner = owner;
            _cursor = owner.Start(T.Part);
        }

        /// <summary>Returns the record that the walk has reached.</summary>
        public readonly T Current => T.Create(_owner, _cursor.Place, _cursor.SectionNameOffset);

        /// <summary>Steps to the next record.</summary>
        /// <returns>False past the last one.</returns>
        public bool MoveNext() => _owner.Step(ref _cursor);
    }
}
