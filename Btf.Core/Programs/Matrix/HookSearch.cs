using System.Text;

namespace Btf.Core.Programs;

/// <summary>Looks for what programs are attached to, and use by name, in a kernel and in those of its modules that are open.</summary>
internal sealed class HookSearch(BtfCollection kernel)
{
    private readonly TypeCompatibility _compatibility = new(new WorkBudget(), levels: 32);

    /// <summary>Tells what there is.</summary>
    public CoreMatrixCell Judge(CoreSubject subject) => subject.Kind switch
    {
        CoreSubjectKind.Tracepoint => Find(subject, BtfKinds.Typedef),
        CoreSubjectKind.StructOps => JudgeStructOps(subject),
        CoreSubjectKind.KernelSymbol => JudgeSymbol(subject),
        _ => Find(subject, BtfKinds.Func),
    };

    private static CoreMatrixCell Missing(CoreSubject subject, string? reason = null) =>
        new(subject.IsOptional ? CoreOutcome.Absent : CoreOutcome.Missing, 0, reason ?? "");

    private CoreMatrixCell Find(CoreSubject subject, BtfKinds kinds) =>
        TryFind(subject.Target, kinds, out BtfType type) ? new CoreMatrixCell(CoreOutcome.Unchanged, 0, Declaration(type)) : Missing(subject);

    // Of a tracepoint, the type that its programs are called with: a pointer to a prototype.
    private static string Declaration(BtfType type) =>
        type.Kind == BtfKind.Typedef && type.Object.TryGetType(type.SizeOrType, out BtfType target) ? target.ToString() : type.ToString();

    private CoreMatrixCell JudgeSymbol(CoreSubject subject)
    {
        BtfType local = subject.LocalType;
        if (!TryFind(subject.Target, (BtfKinds)(1u << (int)local.Kind), out BtfType found))
        {
            return Missing(subject);
        }

        // Functions and variables themselves are no candidates; what they have is compared.
        bool isSame = local.Object.TryGetType(local.SizeOrType, out BtfType wanted) && found.Object.TryGetType(found.SizeOrType, out BtfType there)
            && wanted.TryGetUnderlying(out wanted) && there.TryGetUnderlying(out there) && _compatibility.Compare(wanted, there) == CoreMatch.Yes;
        return isSame ? new CoreMatrixCell(CoreOutcome.Unchanged, 0, Declaration(found)) : new CoreMatrixCell(CoreOutcome.Missing, 0, $"another one: {Declaration(found)}");
    }

    private CoreMatrixCell JudgeStructOps(CoreSubject subject)
    {
        if (!TryFind(subject.Target, BtfKinds.Struct, out BtfType found) || !TryFind($"bpf_struct_ops_{subject.Target}", BtfKinds.Struct, out _))
        {
            return Missing(subject);
        }

        foreach (BtfMember member in subject.LocalType.AsComposite().Members)
        {
            string name = CoreSpecText.NameOf(subject.LocalType.Object, member.NameOffset);
            if (name.Length > 0 && !TargetSearch.TryFindMember(found.AsComposite(), name, out _))
            {
                return Missing(subject, $"has no member {name}");
            }
        }

        return new CoreMatrixCell(CoreOutcome.Unchanged, 0, $"{found} of {found.Vlen} members");
    }

    private bool TryFind(string name, BtfKinds kinds, out BtfType type)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(name);
        foreach (BtfCollectionEntry entry in kernel)
        {
            BtfTypeMatches found = entry.Object == kernel.Base ? entry.Object.FindTypes(utf8) : entry.Object.FindOwnTypes(utf8);
            foreach (BtfType match in found.OfKinds(kinds))
            {
                type = match;
                return true;
            }
        }

        type = default;
        return false;
    }
}
