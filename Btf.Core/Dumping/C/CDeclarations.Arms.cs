namespace Btf.Core;

/// <summary>Writes overlapping members as members ("arms") of a union, and makes unions as large as in the data.</summary>
internal sealed partial class CDeclarations
{
    /// <summary>Writes the padding before a member, or a comment that the member is left out.</summary>
    private bool TryOpenArm(BtfMember member, in CTextFrame frame, ref Utf8Writer output)
    {
        uint start = context.BitOffsetOf(member);
        if (!_plan.CanStand(member, member.DeclaringType.SizeOrType, out _))
        {
            output.Write("/* left out: a member at bit "u8);
            output.Write(start);
            output.Write(" that C cannot write there */"u8);
            CComment.Write(context.Name(member.NameOffset), ref output);
            return false;
        }

        if (start != 0)
        {
            output.Write("struct { "u8);
        }

        if (start / 8 != 0)
        {
            WriteFiller("__at"u8, start / 8, frame.Scope, ref output);
            output.Write(' ');
        }

        if (start % 8 != 0)
        {
            output.Write("char: "u8);
            output.Write(start % 8);
            output.Write("; "u8);
        }

        return true;
    }

    private void WriteFiller(ReadOnlySpan<byte> name, uint size, uint scope, ref Utf8Writer output)
    {
        output.Write("char "u8);
        names.Write(names.Scopes.Make(scope, 0, name), ref output);
        output.Write('[');
        output.Write(size);
        output.Write("];"u8);
    }

    private void CloseArms(BtfType type, ref CTextFrame frame, ref Utf8Writer output)
    {
        output.Write(CIndent.NewLine(frame.Level + 1));
        WriteFiller("__size"u8, type.SizeOrType, frame.Scope, ref output);
        if (type.Kind == BtfKind.Struct)
        {
            output.Write(CIndent.NewLine(frame.Level));
            output.Write("};"u8);
            frame.Level--;
        }

        output.Write(CIndent.NewLine(frame.Level));
        output.Write("} __attribute__((packed"u8);
        uint alignment = _placement.AlignmentOf(type.Id);
        if (alignment > 1)
        {
            WriteAlignment(alignment, ref output);
        }

        output.Write("))"u8);
    }

    private static void WriteAlignment(uint alignment, ref Utf8Writer output)
    {
        output.Write(", aligned("u8);
        output.Write(alignment);
        output.Write(')');
    }

    /// <summary>Makes a union as large as in the data if its members are smaller.</summary>
    private void FillUnion(BtfType type, in CTextFrame frame, ref Utf8Writer output)
    {
        ulong largest = 0;
        foreach (BtfMember member in type.AsComposite().Members)
        {
            context.Step();
            int bits = context.BitsOf(member);
            bits = bits != 0 ? bits : _placement.SizeInBits(context.Btf[member.TypeId]);
            largest = Math.Max(largest, ((ulong)(uint)bits + 7) / 8);
        }

        ulong natural = frame.Packed && !frame.Loose ? 1 : Math.Max(1u, _placement.AlignmentOf(type.Id));
        if (RoundUp(largest, natural) < type.SizeOrType)
        {
            output.Write(CIndent.NewLine(frame.Level + 1));
            WriteFiller("__size"u8, type.SizeOrType, frame.Scope, ref output);
        }
    }

    private static ulong RoundUp(ulong value, ulong multiple) => (value + multiple - 1) / multiple * multiple;
}
