namespace Sipas.Storage;

/// <summary>The spent tickets of a store at one moment.</summary>
/// <param name="Count">Marks that are there; as many ballots of the log came by ticket.</param>
/// <param name="SumDigest">SHA-256 of the sum over them: 64 lower-case hexadecimal digits.</param>
/// <param name="Seal">What was signed; null when no ticket was spent.</param>
public sealed record SpentTickets(long Count, string SumDigest, SpentSeal? Seal);
