using Sipas.Receipts;

namespace Sipas.Storage.Dapper;

/// <summary>A signature and the number of the first ballot that it covers.</summary>
internal sealed record SealRow(long FirstSequence, ReceiptSeal Seal);
