namespace Btf.Core.Tests;

/// <summary>A call of one public member, by the name that <see cref="PublicSurface"/> gives it.</summary>
public sealed record SurfaceCall(string Member, Action<SurfaceSample> Call, SurfaceTraits Traits = SurfaceTraits.None)
{
    public override string ToString() => Member;
}
