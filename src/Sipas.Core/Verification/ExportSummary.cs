namespace Sipas.Verification;

/// <summary>Summary of an export.</summary>
/// <param name="BallotCount">Number of ballots.</param>
/// <param name="UnitCount">Number of units with ballots.</param>
/// <param name="Digest">SHA-256 of all lines except the last: 64 lower-case hexadecimal digits.</param>
internal sealed record ExportSummary(long BallotCount, long UnitCount, string Digest);
