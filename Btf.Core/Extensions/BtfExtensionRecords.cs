using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Btf.Core.Extensions;

/// <summary>The records of one part of <c>.BTF.ext</c> for all ELF sections, in the order of the data. Nothing is copied.</summary>
/// <remarks>Walking over them after the object is disposed throws <see cref="ObjectDisposedException"/>.</remarks>
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

    /// <summary>Returns the number of records.</summary>
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

        /// <summary>Returns the current record.</summary>
        public readonly T Current => T.Create(_owner, _cursor.Place, _cursor.SectionNameOffset);

        /// <summary>Moves to the next record.</summary>
        /// <returns>False after the last record.</returns>
        public bool MoveNext() => _owner.Step(ref _cursor);
    }
}
