using System.Diagnostics;
using NUnit.Framework;

namespace Btf.Core.Tests;

/// <summary>
/// The one rule for any input: it is refused as <see cref="BtfFormatException"/> says, or all of it can be walked. Each input lies right before a
/// page that may not be read, and has a second.
/// </summary>
public sealed class HostileInput : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(1);
    private readonly GuardedMemory _memory;
    private readonly byte[]? _base;

    public HostileInput(int capacity, byte[]? baseObject = null)
    {
        _memory = new GuardedMemory(capacity);
        _base = baseObject;
    }

    /// <summary>How many inputs were good enough to be walked.</summary>
    public int Opened { get; private set; }

    public int Refused { get; private set; }

    public void Try(ReadOnlySpan<byte> input, string name)
    {
        ReadOnlyMemory<byte> placed = _memory.Place(input);
        long start = Stopwatch.GetTimestamp();
        try
        {
            using BtfObject? baseObject = _base is null ? null : BtfObject.FromMemory(_base);
            OpenAndWalk(placed, baseObject);
            ReadForward(placed.Span);
        }
        catch (Exception e) when (e is not BtfFormatException)
        {
            Assert.Fail($"{name}: {e}\n{Convert.ToHexString(input)}");
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        if (elapsed > _limit)
        {
            Assert.Fail($"{name}: took {elapsed}.\n{Convert.ToHexString(input)}");
        }
    }

    public void Dispose() => ((IDisposable)_memory).Dispose();

    private void OpenAndWalk(ReadOnlyMemory<byte> input, BtfObject? baseObject)
    {
        if (BtfObject.TryFromMemory(input, baseObject, out BtfObject? btf, out BtfError error))
        {
            using (btf)
            {
                Walker.Everything(btf);
                Opened++;
            }
        }
        else
        {
            _ = error.Code != BtfErrorCode.None && error.Message.Length > 0 ? Refused++ : throw new InvalidOperationException("There is no reason.");
        }
    }

    private static void ReadForward(ReadOnlySpan<byte> input)
    {
        try
        {
            BtfTypeReader reader = new(input);
            while (reader.Read())
            {
                BtfRecord record = reader.Current;
                _ = record.GetWord(record.WordCount - 1);
                reader.Strings.TryGet(record.NameOffset, out _);
            }
        }
        catch (BtfFormatException)
        {
            // One of the two legal outcomes.
        }
    }
}
