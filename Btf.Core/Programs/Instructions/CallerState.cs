namespace Btf.Core.Programs;

/// <summary>What a calling function gets back when its call returns.</summary>
/// <param name="ReturnTo">The instruction after the call.</param>
/// <param name="R6">Register 6, which a call preserves.</param>
/// <param name="R7">Register 7, which a call preserves.</param>
/// <param name="R8">Register 8, which a call preserves.</param>
/// <param name="R9">Register 9, which a call preserves.</param>
internal readonly record struct CallerState(int ReturnTo, AbstractValue R6, AbstractValue R7, AbstractValue R8, AbstractValue R9);
