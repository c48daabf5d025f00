using System.Globalization;

namespace Btf.Cli;

/// <summary>A line of System.map or of <c>/proc/kallsyms</c>.</summary>
/// <param name="Name">The symbol's name.</param>
/// <param name="Address">Its address.</param>
internal readonly record struct KernelSymbol(string Name, ulong Address)
{
    /// <summary>Reads a file of symbols, which has an address, a letter and a name in each line. Leaves out symbols of modules.</summary>
    /// <exception cref="ToolException">The file cannot be read, or a line has another form.</exception>
    public static IReadOnlyList<KernelSymbol> ReadAll(string path)
    {
        List<KernelSymbol> symbols = [];
        using StreamReader reader = new(InputFile.OpenRead(path));
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            string[] words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 4)
            {
                continue;
            }

            if (words.Length != 3 || words[1].Length != 1 || !ulong.TryParse(words[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address))
            {
                throw new ToolException(ExitCode.Unreadable, string.Create(CultureInfo.InvariantCulture, $"{path}: line {number} is no symbol. It must be an address, a letter and a name, as in System.map."));
            }

            symbols.Add(new KernelSymbol(words[2], address));
        }

        return symbols.Count > 0 && symbols.All(symbol => symbol.Address == 0)
            ? throw new ToolException(ExitCode.Unreadable, $"{path}: all addresses are 0. Root sees them, unless kernel.kptr_restrict is 2.")
            : symbols;
    }
}
