namespace Btf.Cli;

/// <summary>The topics of <c>btf help TOPIC</c> that are not commands.</summary>
internal static class HelpTopics
{
    private static readonly Dictionary<string, string[]> _topics = new(StringComparer.Ordinal)
    {
        ["files"] =
        [
            "A FILE is raw BTF, an ELF file, a kernel module, a kernel image, or one of these compressed. - is standard input, and a pipe is read too.",
            "Without FILE the running kernel and its modules answer. --id, --prog and --map ask what else is loaded, --sample asks a small sample.",
            "--base names the file that a split FILE continues. A module in /sys/kernel/btf needs none, nor does NAME.inline beside NAME.",
            "--unit chooses one of several units that a linker put end to end.",
        ],
        ["patterns"] =
        [
            "A PATTERN without *, ? and [ is a whole name. * is any text, ? any character, [a-z] one of these, [!a-z] none of these, [[:digit:]] one of a class.",
            "--regex takes a .NET regular expression, which may match anywhere in the name. --fuzzy takes letters in their order: tsks finds task_struct.",
            "-i takes capital and small letters for the same.",
        ],
        ["paths"] =
        [
            "A path starts at a type or a variable and goes on with members:",
            "  task_struct.se.vruntime            a member of a member; nameless ones are passed",
            "  task_struct.mm->pgd                -> crosses a pointer; offsets start anew behind it",
            "  sk_buff.cb[3]                      an element, also by an enumerator: vm_stat[NR_FREE_PAGES]",
            "  files_struct.fdt->fd[3]            an index at a pointer counts elements behind it",
            "  task_struct.(__state|state)        the first of these that there is",
            "  ((struct tcp_sock *)sk_buff.sk)->snd_una   a cast",
            "  task_struct+0x40                   what lies at a byte",
            "'struct NAME' and 'union NAME' tell types of one name apart. --as writes a place for kprobes, uprobes, bpftrace, C or C#.",
        ],
        ["exit-codes"] =
        [
            "0: done. 1: the answer is no, such as not found, not valid, or different with --exit-code.",
            "2: wrong usage. An option that would be ignored is wrong usage.",
            "3: something cannot be read or written. What can be answered is answered; a line on standard error tells the rest.",
        ],
        ["terminal"] =
        [
            "On a terminal lists have a heading, and kinds have colours. Piped output has neither.",
            "What is longer than the screen goes through the pager that BTF_PAGER names, else PAGER: BTF_PAGER=less. less gets the options FRX where LESS does not say others. --no-pager, or an empty BTF_PAGER, turns it off.",
            "NO_COLOR turns colours off. A terminal that TERM calls dumb gets plain text without a pager.",
            "Long work tells on standard error what it is at, where that is a terminal.",
        ],
        ["json"] =
        [
            "--json writes one value for programs: UTF-8, indented, names as they are in the data. docs/json.md describes it for each command.",
            "Bytes of names that are not UTF-8 become U+FFFD. 'dump --format json --like bpftool' keeps bpftool's bytes.",
        ],
    };

    /// <summary>The names of the topics.</summary>
    public static IReadOnlyCollection<string> Names => _topics.Keys;

    /// <summary>Returns a topic's paragraphs. Paragraphs that begin with a space are not wrapped.</summary>
    public static bool TryGet(string topic, out string[] paragraphs) => _topics.TryGetValue(topic, out paragraphs!);
}
