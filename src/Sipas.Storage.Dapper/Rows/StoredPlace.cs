using Sipas.Receipts;

namespace Sipas.Storage.Dapper.Rows;

/// <summary>The place of a stored ballot, and the data of its receipt.</summary>
/// <param name="Sequence">Sequence number in the log.</param>
/// <param name="BallotId">Id of the ballot.</param>
/// <param name="ContentHash">SHA-256 of its canonical bytes.</param>
/// <param name="UnitCode">Code of its unit.</param>
/// <param name="Position">Number in the chain of the unit, from 1.</param>
/// <param name="ReceivedAt">Server time, in UTC.</param>
/// <param name="CountedOn">Counting day.</param>
public sealed record StoredPlace(long Sequence, Guid BallotId, byte[] ContentHash, string UnitCode, long Position,
    DateTimeOffset ReceivedAt, DateOnly CountedOn)
{
    /// <summary>Returns the data that the receipt of the ballot certifies.</summary>
    internal ReceiptLeaf ReceiptLeaf() =>
        new(BallotId, Convert.ToHexString(ContentHash).ToLowerInvariant(), UnitCode, Position, ReceivedAt, CountedOn);
}
