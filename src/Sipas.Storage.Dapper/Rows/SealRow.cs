using Sipas.Receipts;

namespace Sipas.Storage.Dapper.Rows;

/// <summary>A row of the table <c>receipt_seal</c>: one signature over the receipts of consecutive ballots.</summary>
/// <param name="FirstSequence">Sequence number of the first covered ballot.</param>
/// <param name="Seal">The leaves of the receipts and the signature.</param>
public sealed record SealRow(long FirstSequence, ReceiptSeal Seal);
