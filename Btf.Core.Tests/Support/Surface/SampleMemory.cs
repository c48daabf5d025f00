namespace Btf.Core.Tests;

/// <summary>The kind of memory of a sample's bytes.</summary>
public enum SampleMemory
{
    Borrowed,
    Mapped,
    Copied,
}
