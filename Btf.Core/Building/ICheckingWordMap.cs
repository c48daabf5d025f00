namespace Btf.Core.Building;

/// <summary>A map that notices ids and string offsets that do not exist.</summary>
internal interface ICheckingWordMap : IWordMap
{
    /// <summary>Whether it met one.</summary>
    bool IsWrong { get; }
}
