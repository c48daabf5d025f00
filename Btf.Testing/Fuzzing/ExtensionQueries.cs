using Btf.Core.Extensions;

namespace Btf.Testing;

/// <summary>Reads a <c>.BTF.ext</c> section forward and by views, finds lines, and rewrites the section for other ids.</summary>
internal static class ExtensionQueries
{
    /// <summary>Runs on a pair of the types and the section.</summary>
    /// <returns>Whether both could be opened.</returns>
    public static bool Run(FuzzInput input)
    {
        if (!BtfObject.TryFromMemory(input.Base, out BtfObject? types, out _, options: FuzzTargets.Options))
        {
            return false;
        }

        using (types)
        {
            Tolerate(() => ReadForward(input.Data.Span));
            Tolerate(() => Permute(types, input.Data));
            if (!BtfExtension.TryFromMemory(input.Data, types, out BtfExtension? extension, out BtfError error))
            {
                FuzzTargets.Expect(error.Code != BtfErrorCode.None && error.Message.Length > 0, "There is no reason.");
                return false;
            }

            using (extension)
            {
                Read(extension);
                return true;
            }
        }
    }

    private static void ReadForward(ReadOnlySpan<byte> section)
    {
        var reader = new BtfExtensionReader(section);
        long last = -1;
        while (reader.Read())
        {
            FuzzTargets.Expect(reader.ByteOffset > last || reader.Part != BtfExtensionPart.Functions, "The reader does not move on.");
            last = reader.ByteOffset;
            _ = reader.GetWord(reader.WordCount - 1) + reader.SectionNameOffset;
        }
    }

    private static void Permute(BtfObject types, ReadOnlyMemory<byte> section)
    {
        uint[] ids = new uint[types.TypeCount + 1];
        for (uint id = 1; id < ids.Length; id++)
        {
            ids[id] = (uint)ids.Length - id;
        }

        using BtfRewrite rewrite = types.Permute(ids, section);
        FuzzTargets.Expect(rewrite.Extension.Length == section.Length, "The section has another length.");
    }

    private static void Read(BtfExtension extension)
    {
        foreach (BtfFunctionInfo function in extension.Functions)
        {
            Tolerate(() => _ = $"{function.SectionName} {function.InstructionOffset} {function.Type}");
        }

        foreach (BtfLineInfo line in extension.Lines)
        {
            Tolerate(() => _ = $"{line.SectionName} {line.FileName}:{line.Line}:{line.Column} {line.Text}");
            Tolerate(() => _ = extension.TryFindLine(line.SectionName.Utf8, line.InstructionOffset, out BtfLineInfo _));
        }

        foreach (BtfCoreRelocation relocation in extension.CoreRelocations)
        {
            Tolerate(() => _ = $"{relocation.SectionName} {relocation.Kind} {relocation} {relocation.AccessPath}");
        }
    }

    private static void Tolerate(Action action)
    {
        try
        {
            action();
        }
        catch (BtfFormatException)
        {
            // One of the two legal outcomes.
        }
    }
}
