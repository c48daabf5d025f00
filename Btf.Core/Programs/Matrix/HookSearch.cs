using System.Text;

namespace Btf.Core.Programs;

/// <summary>Looks for the hooks of programs, and the symbols they use, in a kernel and those of its modules that are open.</summary>
internal sealed class HookSearch(BtfCollection kernel)
{
    private readonly TypeCompatibility _compatibility = new(new WorkBudget(), levels: 32);

    /// <summary>Returns what the kernel has for a subject.</summary>
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

    // A tracepoint is a typedef; its declaration is the pointer to the prototype of its programs.
    private static string Declaration(BtfType type) =>
        type.Kind == BtfKind.Typedef && type.Object.TryGetType(type.SizeOrType, out BtfType target) ? target.ToString() : type.ToString();

    private CoreMatrixCell JudgeSymbol(CoreSubject subject)
    {
        BtfType local = subject.LocalType;
        if (!TryFind(subject.Target, (BtfKinds)(1u << (int)local.Kind), out BtfType found))
        {
            return Missing(subject);
        }

        // Compare the types that the functions or variables refer to: CO-RE compares no functions and variables themselves.
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
