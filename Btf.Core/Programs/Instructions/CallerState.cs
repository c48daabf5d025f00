namespace Btf.Core.Programs;

/// <summary>What a function gets back when the one that it called returns.</summary>
/// <param name="ReturnTo">The instruction after the call.</param>
/// <param name="R6">A register that calls keep.</param>
/// <param name="R7">A register that calls keep.</param>
/// <param name="R8">A register that calls keep.</param>
/// <param name="R9">A register that calls keep.</param>
internal readonly record struct CallerState(int ReturnTo, AbstractValue R6, AbstractValue R7, AbstractValue R8, AbstractValue R9);
