namespace Btf.Cli;

/// <summary>The orders in which a search can list its answers.</summary>
internal enum FindOrder
{
    AsFound,
    Name,
    Size,
    Holes,
    Members,
    Saved,
    Shortest,
}
