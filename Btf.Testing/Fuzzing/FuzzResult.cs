namespace Btf.Testing;

/// <summary>How a case ended.</summary>
/// <param name="Accepted">Whether the input could be opened.</param>
/// <param name="Failure">The failure; null for none.</param>
/// <param name="Time">The processor time of the calling thread.</param>
/// <param name="Allocated">The bytes allocated on the managed heap.</param>
/// <param name="Native">The most bytes held outside the managed heap at one time.</param>
public readonly record struct FuzzResult(bool Accepted, string? Failure, TimeSpan Time, long Allocated, long Native);
