using System.Globalization;
using System.Text;

namespace Btf.Cli;

/// <summary>
/// The symbols of System.map or of <c>/proc/kallsyms</c>, in their order. Of several with one name, only the first. A kernel has 200,000, so the names are kept as
/// bytes, one behind the other.
/// </summary>
internal sealed class KernelSymbols
{
    private readonly List<ulong> _addresses = [];

    // The start of each name, and finally the end of the last.
    private readonly List<int> _starts = [0];
    private byte[] _names = new byte[4096];

    private KernelSymbols()
    {
    }

    public int Count => _addresses.Count;

    public KernelSymbol this[int index] => new(Encoding.UTF8.GetString(NameAt(index)), _addresses[index]);

    /// <summary>Reads a file of symbols, which has an address, a letter and a name in each line. Leaves out symbols of modules.</summary>
    /// <exception cref="ToolException">The file cannot be read, or a line has another form.</exception>
    public static KernelSymbols ReadAll(string path)
    {
        KernelSymbols symbols = new();
        HashSet<int> known = new(new NameComparer(symbols));
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

            symbols.Add(words[2], address);
            if (!known.Add(symbols.Count - 1))
            {
                symbols.RemoveLast();
            }
        }

        return symbols.Count > 0 && symbols._addresses.TrueForAll(address => address == 0)
            ? throw new ToolException(ExitCode.Unreadable, $"{path}: all addresses are 0. Root sees them, unless kernel.kptr_restrict is 2.")
            : symbols;
    }

    private ReadOnlySpan<byte> NameAt(int index) => _names.AsSpan(_starts[index].._starts[index + 1]);

    private void Add(string name, ulong address)
    {
        int start = _starts[^1];
        int longest = checked(start + Encoding.UTF8.GetMaxByteCount(name.Length));
        if (longest > _names.Length)
        {
            Array.Resize(ref _names, Math.Max(longest, _names.Length + _names.Length / 2));
        }

        _starts.Add(start + Encoding.UTF8.GetBytes(name, _names.AsSpan(start)));
        _addresses.Add(address);
    }

    private void RemoveLast()
    {
        _starts.RemoveAt(_starts.Count - 1);
        _addresses.RemoveAt(_addresses.Count - 1);
    }

    /// <summary>Compares symbols by their names.</summary>
    private sealed class NameComparer(KernelSymbols symbols) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => symbols.NameAt(x).SequenceEqual(symbols.NameAt(y));

        public int GetHashCode(int index)
        {
            HashCode hash = default;
            hash.AddBytes(symbols.NameAt(index));
            return hash.ToHashCode();
        }
    }
}
