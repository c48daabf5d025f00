namespace Btf.Core.Building;

/// <summary>A map that detects ids and string offsets that do not exist.</summary>
internal interface ICheckingWordMap : IWordMap
{
    /// <summary>Whether the map has met such an id or offset.</summary>
    bool IsWrong { get; }
}
