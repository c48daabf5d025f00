namespace Btf.Core.Tests;

/// <summary>Where a sample's bytes are.</summary>
public enum SampleMemory
{
    Borrowed,
    Mapped,
    Copied,
}
