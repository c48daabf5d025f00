namespace Btf.Cli;

/// <summary>The topics of <c>btf help TOPIC</c> that are not commands.</summary>
internal static class HelpTopics
{
    private static readonly Dictionary<string, string[]> _topics = new(StringComparer.Ordinal)
    {
        ["files"] =
        [
            "A FILE is raw BTF, an ELF file, a kernel module, a kernel image, or one of these compressed. - is standard input; a pipe works as well.",
            "Without FILE, a command reads the running kernel and its modules. --id, --prog and --map read another loaded object, --sample a small sample.",
            "--base names the file that a split FILE continues. A module in /sys/kernel/btf needs no --base; neither does NAME.inline in the folder of NAME.",
            "--unit chooses a unit, if a linker has put several into one section.",
        ],
        ["patterns"] =
        [
            "A PATTERN without *, ? and [ is a whole name. * stands for any text, ? for any character, [a-z] for one of these, [!a-z] for any other, [[:digit:]] for one of a class.",
            "--regex takes a .NET regular expression, which may match anywhere in the name. --fuzzy takes letters that the name has in this order: tsks finds task_struct.",
            "-i ignores the difference between capital and small letters.",
        ],
        ["paths"] =
        [
            "A path starts at a type or a variable and goes on with members:",
            "  task_struct.se.vruntime            a member of a member; leave out nameless members",
            "  task_struct.mm->pgd                -> crosses a pointer; after it, offsets count from 0",
            "  sk_buff.cb[3]                      an element, also by an enumerator: vm_stat[NR_FREE_PAGES]",
            "  files_struct.fdt->fd[3]            an element of the array that a pointer points to",
            "  task_struct.(__state|state)        the first of these that exists",
            "  ((struct tcp_sock *)sk_buff.sk)->snd_una   a cast",
            "  task_struct+0x40                   what lies at a byte",
            "'struct NAME' or 'union NAME' says which type is meant, if several have the name. --as writes a place for kprobes, uprobes, bpftrace, C or C#.",
        ],
        ["exit-codes"] =
        [
            "0: done. 1: the answer is no: not found, not valid, or different (with --exit-code).",
            "2: wrong usage. An option that would be ignored is wrong usage.",
            "3: something cannot be read or written. The command answers what it can, and a line on standard error says what is missing.",
        ],
        ["terminal"] =
        [
            "On a terminal, lists have a heading, and kinds have colours. Piped output has neither.",
            "Output that is longer than the screen goes through the pager in BTF_PAGER or, if that is not set, in PAGER: BTF_PAGER=less. less gets the options FRX, unless LESS is set. --no-pager or an empty BTF_PAGER turns the pager off.",
            "NO_COLOR turns colours off. With TERM=dumb, text is plain and there is no pager.",
            "If standard error is a terminal, long work shows its progress there.",
        ],
        ["json"] =
        [
            "--json writes one value for programs: UTF-8, indented, names as in the data. docs/json.md describes it for each command.",
            "Bytes in names that are not UTF-8 become U+FFFD. 'dump --format json --like bpftool' keeps bpftool's bytes.",
        ],
    };

    /// <summary>The names of the topics.</summary>
    public static IReadOnlyCollection<string> Names => _topics.Keys;

    /// <summary>Returns a topic's paragraphs. Paragraphs that begin with a space are not wrapped.</summary>
    public static bool TryGet(string topic, out string[] paragraphs) => _topics.TryGetValue(topic, out paragraphs!);
}
