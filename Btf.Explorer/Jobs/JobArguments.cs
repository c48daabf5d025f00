using Btf.Explorer.Texts;

namespace Btf.Explorer.Jobs;

/// <summary>What a job is about.</summary>
/// <param name="Slot">The source.</param>
/// <param name="Other">Another source: the newer kernel of a comparison, the kernel of a program. 0 if there is none.</param>
/// <param name="Id">A type of the source.</param>
/// <param name="Indexes">Which answers of an earlier job are meant.</param>
/// <param name="Word">A further choice, such as the rules of a kernel.</param>
/// <param name="Picture">How to draw the type; null if no picture is asked for.</param>
internal sealed record JobArguments(int Slot, int Other = 0, uint Id = 0, int[]? Indexes = null, string Word = "", PictureArguments? Picture = null);
