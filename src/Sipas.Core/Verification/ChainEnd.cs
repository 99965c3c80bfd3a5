namespace Sipas.Verification;

/// <summary>The last link of a unit's chain.</summary>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="Position">Number of ballots in the chain.</param>
/// <param name="Link">The link: 64 lower-case hexadecimal digits.</param>
internal sealed record ChainEnd(string UnitCode, long Position, string Link);
