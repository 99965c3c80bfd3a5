using System.Globalization;
using Sipas.Common;

namespace Sipas.Receipts;

/// <summary>The data that a receipt certifies: one leaf of the tree whose root is signed.</summary>
/// <param name="BallotId">Id of the ballot.</param>
/// <param name="ContentHash">SHA-256 of the canonical bytes of the ballot: 64 lower-case hexadecimal digits.</param>
/// <param name="UnitCode">Code of the unit whose chain contains the ballot.</param>
/// <param name="Position">Position of the ballot in its unit's chain, from 1.</param>
/// <param name="ReceivedAt">Server time of receipt.</param>
/// <param name="CountedOn">The day for which the ballot counts, in Vietnam time.</param>
internal readonly record struct ReceiptLeaf(Guid BallotId, string ContentHash, string UnitCode, long Position, DateTimeOffset ReceivedAt,
    DateOnly CountedOn)
{
    /// <summary>Returns the bytes of the leaf: UTF-8 lines <c>sipas-receipt/3</c>, ballot id, content hash, unit, position, time
    /// of receipt in UTC, counting day, each terminated by a line feed.</summary>
    public byte[] Bytes()
    {
        var text = new Utf8Lines(stackalloc byte[Utf8Lines.Usual]);
        Write(ref text);
        return text.Written.ToArray();
    }

    /// <summary>Returns the hash of the leaf in a <see cref="ReceiptTree"/>: the SHA-256 of a zero byte and
    /// <see cref="Bytes"/>, 32 bytes.</summary>
    public byte[] Hash()
    {
        var text = new Utf8Lines(stackalloc byte[Utf8Lines.Usual]);
        text.Add([0]);
        Write(ref text);
        return text.Hash();
    }

    private void Write(ref Utf8Lines text)
    {
        Span<char> number = stackalloc char[20];
        Position.TryFormat(number, out int digits, provider: CultureInfo.InvariantCulture);
        text.Add("sipas-receipt/3\n"u8, BallotId);
        text.Add([], ContentHash);
        text.Add([], UnitCode);
        text.Add([], number[..digits]);
        text.Add([], ReceivedAt.ToUniversalTime());
        text.Add([], CountedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
