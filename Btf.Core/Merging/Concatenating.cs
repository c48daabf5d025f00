using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Btf.Core.Building;

namespace Btf.Core.Merging;

/// <summary>Writes the types of several objects one after the other. The first one's come first and unchanged.</summary>
/// <param name="objects">The objects.</param>
internal sealed class Concatenating(BtfObject[] objects)
{
    private readonly BtfObject _first = objects[0];
    private readonly long _typeLength = objects.Sum(btf => (long)btf.TypeSection.Length);

    // The first object's strings, and its base's, are known; only those of the others that neither has are added.
    private readonly NameStore _strings = new(objects[0]);
    private BtfMemory? _memory;

    /// <summary>Makes the object.</summary>
    /// <param name="extensions">The <c>.BTF.ext</c> section of each object; an empty list for none.</param>
    public BtfConcatenation Run(IReadOnlyList<ReadOnlyMemory<byte>> extensions)
    {
        ExtensionWords?[] words = [.. objects.Select((btf, i) => extensions.Count == 0 ? null : ExtensionWords.Read(extensions[i].Span, btf))];
        try
        {
            RecordWords.Check(_first);
            CopyFirst();
            var maps = new ShiftedIds[objects.Length];
            maps[0] = new ShiftedIds(_first.FirstTypeId, _first.FirstTypeId, _first.NextTypeId);
            var newExtensions = new ReadOnlyMemory<byte>[objects.Length];
            newExtensions[0] = extensions.Count == 0 ? default : extensions[0].ToArray();
            AddOthers(words, maps, newExtensions);
            return new BtfConcatenation(End(), maps, newExtensions);
        }
        catch
        {
            _memory?.Dispose();
            ThrowIfClosedMeanwhile();
            throw;
        }
        finally
        {
            _strings.Free();
        }
    }

    private void CopyFirst()
    {
        ObjectForm form = ObjectForm.Like(_first);
        _memory = form.AllocateMost(_typeLength, _first.Strings.Length, _first.Strings.Length + objects.Skip(1).Sum(SourceNames.MostBytes), out Span<byte> types, out Span<byte> strings);
        _first.TypeSection.CopyTo(types);
        _first.Strings.CopyTo(strings);
    }

    private void AddOthers(ExtensionWords?[] words, ShiftedIds[] maps, ReadOnlyMemory<byte>[] newExtensions)
    {
        ObjectForm form = ObjectForm.Like(_first);
        int start = form.HeaderLength + _first.TypeSection.Length;
        int place = start;
        uint nextId = _first.NextTypeId;
        for (int i = 1; i < objects.Length; i++)
        {
            BtfObject btf = objects[i];
            maps[i] = new ShiftedIds(btf.FirstTypeId, nextId, btf.NextTypeId);
            using var names = new SourceNames(btf, _strings);
            names.FindStored();
            AppendedWords.MapAll(btf, new MemoryPart<uint>(_memory!, place, btf.TypeWords.Length).Memory, maps[i], names);
            var map = new AppendedWords(btf, maps[i], names);
            newExtensions[i] = words[i]?.Map(ref map);
            nextId = checked(nextId + (uint)btf.TypeCount);
            place += btf.TypeSection.Length;
        }

        if (form.IsSwapped)
        {
            Span<uint> added = MemoryMarshal.Cast<byte, uint>(OwnMemory.ContentOf(_memory!)[start..place]);
            BinaryPrimitives.ReverseEndianness(added, added);
        }
    }

    /// <summary>Adds the new strings, and opens the object.</summary>
    private BtfObject End()
    {
        int known = _first.Strings.Length;
        Span<byte> strings = ObjectForm.Like(_first).EndStrings(ref _memory!, _typeLength, checked(known + _strings.Bytes.Length));
        _strings.Bytes.CopyTo(strings[known..]);
        var written = WrittenOffsets.In(_memory!, checked(objects.Sum(btf => btf.TypeCount)));
        Span<uint> rest = written.Span;
        uint start = 0;
        foreach (BtfObject btf in objects)
        {
            ReadOnlySpan<uint> offsets = btf.RecordOffsets;
            for (int i = 0; i < offsets.Length; i++)
            {
                rest[i] = start + offsets[i];
            }

            rest = rest[offsets.Length..];
            start += (uint)btf.TypeSection.Length;
        }

        // Everything was read from the objects, their offsets too, which are zero once an object is closed.
        ThrowIfClosedMeanwhile();
        return BtfObject.CreateOwned(_memory!, _first.Base, written);
    }

    private void ThrowIfClosedMeanwhile()
    {
        foreach (BtfObject part in objects)
        {
            part.ThrowIfClosedMeanwhile();
        }
    }
}
