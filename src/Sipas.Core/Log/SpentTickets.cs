namespace Sipas.Log;

/// <summary>The spent tickets of a store at one moment.</summary>
/// <param name="Count">Number of stored hashes; equal to the number of ballots in the log that were given by ticket.</param>
/// <param name="SumDigest">SHA-256 of the sum over the hashes: 64 lower-case hexadecimal digits.</param>
/// <param name="Seal">The signed count; null when no ticket was spent.</param>
internal sealed record SpentTickets(long Count, string SumDigest, SpentSeal? Seal);
