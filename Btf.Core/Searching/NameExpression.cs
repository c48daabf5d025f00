using System.Text.RegularExpressions;

namespace Btf.Core;

/// <summary>Reads a regular expression as steps for an automaton, if it is of the simple kind that people search names with.</summary>
/// <remarks>
/// It reads characters, classes, groups, alternatives, repetitions and anchors, and counts only printable ASCII. Everything else, such as a look-around, a
/// back-reference or an option that changes the meaning of characters, makes it give up. So does a repetition of what may be empty: the engines of
/// <see cref="Regex"/> disagree on some.
/// </remarks>
internal sealed class NameExpression
{
    private const int MostSteps = 512;
    private const int MostDepth = 32;
    private const int NoLimit = int.MaxValue;
    private const RegexOptions Unreadable = RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.RightToLeft;

    private static readonly UInt128 _digits = Range('0', '9');
    private static readonly UInt128 _words = _digits | Range('a', 'z') | Range('A', 'Z') | Range('_', '_');

    private readonly string _pattern;
    private readonly List<NameStep> _steps = [];
    private int _at;
    private int _depth;
    private int _read;

    // Whether what was read last matches without a character.
    private bool _isEmpty;

    private NameExpression(string pattern) => _pattern = pattern;

    /// <summary>The characters that an automaton knows, a bit for each: printable ASCII.</summary>
    public static UInt128 Printable { get; } = Range(' ', '~');

    /// <summary>Returns the steps; those of the expression begin at 0. Null for an expression that is not simple, or too long.</summary>
    public static IReadOnlyList<NameStep>? Read(Regex regex)
    {
        var expression = new NameExpression(regex.ToString());
        bool isRead = (regex.Options & Unreadable) == 0 && expression.TryReadAlternatives() && expression._at == expression._pattern.Length;
        expression.Add(NameStepKind.Match);
        return isRead && expression._steps.Count <= MostSteps ? expression._steps : null;
    }

    private static UInt128 Range(char first, char last) => ((UInt128.One << (last - first + 1)) - 1) << first;

    private static UInt128 Only(char character) => character is >= ' ' and <= '~' ? Range(character, character) : 0;

    private int Add(NameStepKind kind, UInt128 characters = default)
    {
        _steps.Add(new NameStep(kind, characters, _steps.Count + 1, 0));
        return _steps.Count - 1;
    }

    private bool Sees(char character) => _at < _pattern.Length && _pattern[_at] == character;

    private bool TryTake(char character)
    {
        bool sees = Sees(character);
        _at += sees ? 1 : 0;
        return sees;
    }

    /// <summary>Makes a step that does nothing one that goes on at either of two places, or only at the second.</summary>
    private void Branch(int step, int second, bool isSkip = false) =>
        _steps[step] = isSkip ? new NameStep(NameStepKind.Go, default, second, 0) : _steps[step] with { Kind = NameStepKind.Split, Second = second };

    private bool TryReadAlternatives()
    {
        List<int> ends = [];
        bool isOneEmpty = false;
        do
        {
            int start = Add(NameStepKind.Go);
            bool isEmpty = true;
            while (_at < _pattern.Length && !Sees('|') && !Sees(')'))
            {
                if (!TryReadRepeated())
                {
                    return false;
                }

                isEmpty &= _isEmpty;
            }

            isOneEmpty |= isEmpty;

            if (Sees('|'))
            {
                ends.Add(Add(NameStepKind.Go));
                Branch(start, _steps.Count);
            }
        }
        while (TryTake('|'));

        ends.ForEach(end => Branch(end, _steps.Count, isSkip: true));
        _isEmpty = isOneEmpty;
        return true;
    }

    /// <summary>Reads one part and how often it occurs. A part that occurs several times is read as often.</summary>
    private bool TryReadRepeated()
    {
        int part = _at;
        int first = Add(NameStepKind.Go);
        if (!TryReadPart() || !TryReadCount(out int least, out int most) || (_isEmpty && most > 1))
        {
            return false;
        }

        int end = _at;
        int last = first;
        List<int> skips = least == 0 ? [first] : [];
        for (int i = 1; i < (most == NoLimit ? Math.Max(least, 1) : most); i++)
        {
            _at = part;
            last = Add(NameStepKind.Go);
            if (!TryReadPart())
            {
                return false;
            }

            if (i >= least)
            {
                skips.Add(last);
            }
        }

        _at = end;
        if (most == NoLimit)
        {
            Branch(Add(NameStepKind.Go), last);
        }

        skips.ForEach(skip => Branch(skip, _steps.Count, isSkip: most == 0));
        _isEmpty |= least == 0;
        return true;
    }

    private bool TryReadCount(out int least, out int most)
    {
        (least, most) = (1, 1);
        if (TryTake('*'))
        {
            (least, most) = (0, NoLimit);
        }
        else if (TryTake('+'))
        {
            most = NoLimit;
        }
        else if (TryTake('?'))
        {
            least = 0;
        }
        else if (TryTake('{'))
        {
            // A brace that begins no count is a character; such expressions are rare.
            if (!TryReadNumber(out least))
            {
                return false;
            }

            most = least;
            if (TryTake(','))
            {
                most = Sees('}') ? NoLimit : TryReadNumber(out int number) ? number : -1;
            }

            if (most < 0 || !TryTake('}'))
            {
                return false;
            }
        }
        else
        {
            return true;
        }

        // Whether the match is as short or as long as possible does not matter.
        TryTake('?');
        return true;
    }

    private bool TryReadNumber(out int number)
    {
        int start = _at;
        number = 0;
        while (_at < _pattern.Length && char.IsAsciiDigit(_pattern[_at]) && number < MostSteps)
        {
            number = (number * 10) + (_pattern[_at++] - '0');
        }

        return _at > start && number <= MostSteps;
    }

    private bool TryReadPart()
    {
        // Also bounds the parts that take no step.
        if (++_read > MostSteps || _steps.Count > MostSteps)
        {
            return false;
        }

        char character = _pattern[_at++];
        _isEmpty = true;
        switch (character)
        {
            case '(':
                return TryReadGroup();
            case '^':
                Add(NameStepKind.Start);
                return true;
            case '$':
                Add(NameStepKind.End);
                return true;
            case '*' or '+' or '?' or '{':
                return false;
            case '\\' when Sees('A'):
                Add(NameStepKind.Start);
                _at++;
                return true;
            case '\\' when Sees('z') || Sees('Z'):
                Add(NameStepKind.End);
                _at++;
                return true;
        }

        UInt128 characters = character == '.' ? Printable : Only(character);
        bool isRead = character switch
        {
            '\\' => TryReadEscape(out characters, out _),
            '[' => TryReadClass(out characters),
            _ => true,
        };
        Add(NameStepKind.Character, characters);
        _isEmpty = false;
        return isRead;
    }

    private bool TryReadGroup()
    {
        if (TryTake('?') && !TryTake(':'))
        {
            return false;
        }

        bool isRead = ++_depth <= MostDepth && TryReadAlternatives() && TryTake(')');
        _depth--;
        return isRead;
    }

    /// <summary>Reads what follows a backslash.</summary>
    private bool TryReadEscape(out UInt128 characters, out bool isClass)
    {
        char character = _at < _pattern.Length ? _pattern[_at++] : 'x';
        characters = character switch
        {
            'd' => _digits,
            'D' => Printable & ~_digits,
            'w' => _words,
            'W' => Printable & ~_words,
            's' => Only(' '),
            'S' => Printable & ~Only(' '),
            _ => Only(character),
        };
        isClass = character is 'd' or 'D' or 'w' or 'W' or 's' or 'S';
        return isClass || (char.IsAscii(character) && !char.IsAsciiLetterOrDigit(character) && character != '_');
    }

    private bool TryReadClass(out UInt128 characters)
    {
        characters = 0;
        bool isNegative = TryTake('^');
        if (Sees(']'))
        {
            return false;
        }

        while (!TryTake(']'))
        {
            if (!TryReadClassPart(out UInt128 part))
            {
                return false;
            }

            characters |= part;
        }

        characters = isNegative ? Printable & ~characters : characters;
        return true;
    }

    private bool TryReadClassPart(out UInt128 part)
    {
        if (!TryReadClassCharacter(out char first, out part, out bool isClass))
        {
            return false;
        }

        if (!Sees('-') || (_at + 1 < _pattern.Length && _pattern[_at + 1] == ']'))
        {
            return true;
        }

        _at++;
        if (isClass || !TryReadClassCharacter(out char last, out _, out isClass) || isClass || last > '~')
        {
            return false;
        }

        part = Range(first, last) & Printable;
        return true;
    }

    private bool TryReadClassCharacter(out char character, out UInt128 characters, out bool isClass)
    {
        isClass = false;
        character = _at < _pattern.Length ? _pattern[_at++] : '[';
        characters = Only(character);
        if (character != '\\')
        {
            return character is not '[' && char.IsAscii(character);
        }

        character = _at < _pattern.Length ? _pattern[_at] : '\0';
        return TryReadEscape(out characters, out isClass);
    }
}
