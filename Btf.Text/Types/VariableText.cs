using System.Globalization;
using Btf.Core;

namespace Btf.Text;

/// <summary>Writes a variable with its section and its offset there.</summary>
public static class VariableText
{
    /// <summary>Writes a variable.</summary>
    public static void Write(TextOutput output, BtfObject btf, BtfVariable variable)
    {
        BtfDump.WriteLayout(variable.AsType(), output);
        if (TryFind(btf, variable, out BtfDataSection section, out BtfDataSectionEntry entry))
        {
            string place = section.Size == 0 ? "where the loader puts it" : string.Create(CultureInfo.InvariantCulture, $"byte {entry.Offset}");
            output.WriteLine(SafeText.Of(string.Create(CultureInfo.InvariantCulture, $"/* in {section.Name}, {place}, {entry.Size} bytes */")));
        }
    }

    /// <summary>Finds the section of a variable.</summary>
    public static bool TryFind(BtfObject btf, BtfVariable variable, out BtfDataSection section, out BtfDataSectionEntry place)
    {
        foreach (BtfType type in btf.AllTypes)
        {
            if (!type.TryAsDataSection(out section))
            {
                continue;
            }

            foreach (BtfDataSectionEntry entry in section.Entries)
            {
                if (entry.TypeId == variable.AsType().Id)
                {
                    place = entry;
                    return true;
                }
            }
        }

        section = default;
        place = default;
        return false;
    }
}
