namespace Btf.Testing;

/// <summary>How a case ended.</summary>
/// <param name="Accepted">Whether the input was good enough to be opened.</param>
/// <param name="Failure">What was wrong; null where nothing was.</param>
/// <param name="Time">Processor time of the calling thread.</param>
/// <param name="Allocated">Bytes allocated on the managed heap.</param>
/// <param name="Native">Bytes that were held off the managed heap, at most at one time.</param>
public readonly record struct FuzzResult(bool Accepted, string? Failure, TimeSpan Time, long Allocated, long Native);
