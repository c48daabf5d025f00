using System.CommandLine;

namespace Btf.Cli;

/// <summary><c>btf completion</c>: writes a script that lets a shell complete command lines.</summary>
internal sealed class CompletionCommand : ToolCommand
{
    // The scripts ask the tool, which knows commands, options, their values, and the names of the kernel's types. The shell completes file names.
    private static readonly Dictionary<string, string> _scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # Completes btf in bash. Load it with: source <(btf completion bash)
            _btf() {
                local answer
                COMPREPLY=()
                while IFS= read -r answer; do
                    [[ $answer == "${COMP_WORDS[COMP_CWORD]}"* ]] && COMPREPLY+=("$(printf %q "$answer")")
                done < <(btf "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
            }
            complete -o bashdefault -o default -F _btf btf
            """,
        ["zsh"] = """
            #compdef btf
            # Completes btf in zsh. Load it with: source <(btf completion zsh)
            _btf() {
                local -a answers
                answers=("${(@f)$(btf "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                compadd -- ${answers:#} || _files
                [[ ${words[CURRENT]} == -* ]] || _files
            }
            compdef _btf btf
            """,
        ["fish"] = """
            # Completes btf in fish. Load it with: btf completion fish | source
            function __btf_complete
                set -l line (commandline --cut-at-cursor)
                btf "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete --command btf --arguments '(__btf_complete)'
            """,
    };

    private readonly Argument<string> _shell = new("SHELL") { Description = string.Join(", ", _scripts.Keys) };

    public CompletionCommand()
        : base("completion", "Writes a script that completes command lines in a shell", "source <(btf completion bash)", "btf completion fish | source")
    {
        // AcceptOnlyFromAmong accepts any word after "--".
        _shell.CompletionSources.Add([.. _scripts.Keys]);
        _shell.Validators.Add(result =>
        {
            if (result.Tokens is [var typed] && !_scripts.ContainsKey(typed.Value))
            {
                result.AddError(UsageErrors.NoneOf(_shell.Name, typed.Value, _scripts.Keys));
            }
        });
        Add(_shell);
    }

    protected override int Run(ParseResult arguments, TextOutput output)
    {
        output.WriteLine(_scripts[arguments.GetRequiredValue(_shell)].ReplaceLineEndings("\n"));
        return ExitCode.Done;
    }
}
