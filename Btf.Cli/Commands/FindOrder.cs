namespace Btf.Cli;

/// <summary>Which answers of a search come first.</summary>
internal enum FindOrder
{
    AsFound,
    Name,
    Size,
    Holes,
    Members,
    Saved,
}
