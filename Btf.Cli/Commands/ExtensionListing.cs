using System.Globalization;
using Btf.Core;
using Btf.Core.Extensions;

namespace Btf.Cli;

/// <summary>Writes each sort of record in <c>.BTF.ext</c> as a table. Warns of a bad record and goes on with the next.</summary>
internal sealed class ExtensionListing(TextOutput output, BtfExtension extension)
{
    private static readonly Column[] _place = [new Column("Section", 24), new Column("Byte", 7, IsNumber: true)];

    /// <summary>Writes the chosen parts.</summary>
    /// <returns>Whether every record was sound.</returns>
    public bool Write(bool functions, bool lines, bool core)
    {
        bool sound = true;
        if (functions)
        {
            Listing listing = new(output, [.. _place, new Column("Function", 0)]);
            sound &= ExtensionWalk.Over(extension.Functions, f => f.ByteOffset, f =>
                listing.Add(f.SectionName.ToString(), Number(f.InstructionOffset), $"[{Number(f.TypeId)}] {f.Type}"));
        }

        if (lines)
        {
            Listing listing = new(output, [.. _place, new Column("Line", 0)]);
            sound &= ExtensionWalk.Over(extension.Lines, l => l.ByteOffset, l =>
                listing.Add(l.SectionName.ToString(), Number(l.InstructionOffset), $"{l.FileName}:{Number(l.Line)}:{Number(l.Column)}: {l.Text.ToString().Trim()}"));
        }

        if (core)
        {
            Listing listing = new(output, [.. _place, new Column("Relocation", 0)]);
            sound &= ExtensionWalk.Over(extension.CoreRelocations, c => c.ByteOffset, c =>
            {
                _ = c.Type;
                listing.Add(c.SectionName.ToString(), Number(c.InstructionOffset), c.ToString());
            });
        }

        return sound;
    }

    private static string Number(uint value) => value.ToString(CultureInfo.InvariantCulture);
}
